package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareLocation;

/**
 * Where an index row lies at node 3, in a scheme of three servers.
 *
 * @param rowKey key of the row, equal at all nodes; unique for ever
 * @param model SHA-256 (hex) of the model
 * @param index name of the index with its options, as the epoch names it
 * @param location the row as the index wrote it
 */
public record ReplicaRow(long rowKey, String model, String index, ShareLocation location) {}
