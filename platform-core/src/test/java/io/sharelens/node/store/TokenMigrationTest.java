package io.sharelens.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Tokens of a database from before accounts could have several. */
class TokenMigrationTest {
  private static final String URL = "jdbc:h2:mem:tokens;DB_CLOSE_DELAY=-1";

  @Test
  void theOneTokenOfEachAccountStays() throws Exception {
    Flyway.configure().dataSource(URL, "sa", "").target("5").load().migrate();
    try (Connection c = DriverManager.getConnection(URL, "sa", "");
        Statement s = c.createStatement()) {
      s.execute(
          "INSERT INTO principals (name, role, token_hash, created, revoked) VALUES"
              + " ('admin', 'admin', 'aa', 1, NULL), ('uma', 'user', 'bb', 2, NULL),"
              + " ('gone', 'user', 'cc', 3, 4)");
      s.execute("INSERT INTO grants (user_name, owner_name) VALUES ('uma', 'paul')");
      Flyway.configure().dataSource(URL, "sa", "").load().migrate();
      assertThat(
              rows(
                  s,
                  "SELECT account, hash, label, scope, created, revoked, expires, used"
                      + " FROM access_tokens ORDER BY id"))
          .containsExactly(
              "admin aa first full 1 null null null",
              "gone cc first full 3 4 null null",
              "uma bb first full 2 null null null");
      assertThat(
              rows(
                  s,
                  "SELECT account FROM access_tokens t JOIN facts f ON f.fact = CAST(t.id AS"
                      + " VARCHAR(20)) WHERE f.name = 'admin-file-token'"))
          .containsExactly("admin");
      assertThat(rows(s, "SELECT name, revoked FROM principals ORDER BY name"))
          .containsExactly("admin null", "gone 4", "uma null");
      s.execute(
          "INSERT INTO access_tokens (account, hash, label, scope, created)"
              + " VALUES ('uma', 'dd', 'new', 'read', 9)");
    }
  }

  private static List<String> rows(Statement s, String query) throws Exception {
    List<String> all = new ArrayList<>();
    try (ResultSet r = s.executeQuery(query)) {
      while (r.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(r.getObject(i)));
        }
        all.add(String.join(" ", row));
      }
    }
    return all;
  }
}
