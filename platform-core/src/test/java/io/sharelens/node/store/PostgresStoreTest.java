package io.sharelens.node.store;

import io.sharelens.node.config.DatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same on a PostgreSQL server, where there is one: {@code SHARELENS_TEST_POSTGRES} is the
 * address without a database, {@code jdbc:postgresql://host:port/}, of a server that lets the user
 * {@code postgres} in without a password. Each test makes a database of its own.
 */
@EnabledIfEnvironmentVariable(named = "SHARELENS_TEST_POSTGRES", matches = "jdbc:postgresql:.*")
class PostgresStoreTest extends StoreTest {
  private static final String USER = "postgres";

  private final String server = String.valueOf(System.getenv("SHARELENS_TEST_POSTGRES"));
  private final String name = "sharelens_test_" + System.nanoTime();

  PostgresStoreTest() throws SQLException {
    try (Connection c = DriverManager.getConnection(server + "postgres", USER, null);
        Statement s = c.createStatement()) {
      s.execute("CREATE DATABASE " + name);
    }
  }

  @Override
  DatabaseConfig database() {
    return new DatabaseConfig(server + name, USER, null);
  }
}
