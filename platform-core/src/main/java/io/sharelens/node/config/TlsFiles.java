package io.sharelens.node.config;

import java.nio.file.Path;

/**
 * PEM files.
 *
 * @param certificate this node's certificate; its CN is {@code sharelens-node-N}
 * @param key this node's private key (PKCS#8)
 * @param ca certificate of the authority that signed all nodes' certificates
 */
public record TlsFiles(Path certificate, Path key, Path ca) {}
