package io.sharelens.api;

/**
 * A loaded plugin.
 *
 * @param id the plugin's id
 * @param version the plugin's version
 * @param sha256 hex digest of the zip; nodes refuse to compute together where it differs
 */
public record PluginInfo(String id, String version, String sha256) {}
