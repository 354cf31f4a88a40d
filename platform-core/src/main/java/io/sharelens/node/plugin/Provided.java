package io.sharelens.node.plugin;

/** An extension and the plugin that it came from. */
public record Provided<T>(T extension, PluginIdentity plugin) {}
