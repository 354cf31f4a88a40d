package io.sharelens.api;

/**
 * The numbered snapshot that all nodes share.
 *
 * @param number 0 before the first one
 * @param digest SHA-256 (hex) of the content; equal at all nodes; empty for number 0
 * @param pictures searchable pictures in it
 * @param model SHA-256 of the model that its features are of; empty for number 0
 */
public record EpochInfo(long number, String digest, int pictures, String model) {}
