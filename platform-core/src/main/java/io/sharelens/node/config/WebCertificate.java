package io.sharelens.node.config;

import java.nio.file.Path;

/**
 * PEM files for browsers, from an authority that they trust.
 *
 * @param certificate of {@code web.url}'s host, then intermediate ones
 * @param key its private key (PKCS#8)
 */
public record WebCertificate(Path certificate, Path key) {}
