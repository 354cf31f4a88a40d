package io.sharelens.node.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database server.
 *
 * @param url JDBC address, {@code jdbc:postgresql:...}
 * @param user account
 * @param passwordFile file that holds the password; null where none is needed
 */
public record DatabaseConfig(String url, String user, @Nullable Path passwordFile) {}
