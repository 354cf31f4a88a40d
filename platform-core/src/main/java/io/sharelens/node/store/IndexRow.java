package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;

/**
 * Where a picture's row of an index lies.
 *
 * @param rowKey key of the mask row; unique for ever
 * @param ref picture and attempt
 * @param model SHA-256 (hex) of the model
 * @param index name of the index with its options, as the epoch names it
 * @param location the row as the index wrote it
 */
public record IndexRow(
    long rowKey, PictureRef ref, String model, String index, ShareLocation location) {}
