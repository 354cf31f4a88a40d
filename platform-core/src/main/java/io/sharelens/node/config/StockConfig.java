package io.sharelens.node.config;

import java.nio.file.Path;

/**
 * Dealer material kept on disk for searches; nodes 1 and 2.
 *
 * @param folder of the encrypted packs; not part of {@code data}, which is backed up
 * @param keyFile key of the packs, made at the first start
 * @param megabytes MiB that server 2's packs may have; 0 for no stock
 */
public record StockConfig(Path folder, Path keyFile, int megabytes) {}
