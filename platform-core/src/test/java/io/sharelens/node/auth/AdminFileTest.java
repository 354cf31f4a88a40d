package io.sharelens.node.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.RoundStoreFixture;
import io.sharelens.node.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's token follows its file; tokens that were made otherwise do not. */
class AdminFileTest {
  private static final String FIRST = "first-token-".repeat(4);
  private static final String SECOND = "second-token-".repeat(4);

  @TempDir private Path folder;
  private Store store;
  private AdminFile file;
  private Authenticator authenticator;
  private Path path;

  @BeforeEach
  void open() throws Exception {
    store = RoundStoreFixture.open(folder.resolve("data"), 1);
    file = new AdminFile(store, Clock.systemUTC());
    authenticator = new Authenticator(1, store, Clock.systemUTC());
    path = folder.resolve("admin.token");
    Files.writeString(path, FIRST + "\n");
    file.read(path);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theTokenThatTheFileHadBeforeEnds() throws Exception {
    assertThat(authenticator.byToken(FIRST).role()).isEqualTo(Role.ADMIN);
    AccountTokens tokens = new AccountTokens(1, store, Clock.systemUTC(), new SecureRandom());
    String made = tokens.create("admin", "second person", null, null).token();
    for (int again = 0; again < 2; again++) {
      Files.writeString(path, SECOND);
      file.read(path);
      assertThat(authenticator.byToken(SECOND).name()).isEqualTo("admin");
      assertWrong(FIRST);
    }
    assertThat(authenticator.byToken(made).role()).isEqualTo(Role.ADMIN);
    Files.writeString(path, FIRST);
    file.read(path);
    assertThat(authenticator.byToken(FIRST).name()).isEqualTo("admin");
    assertWrong(SECOND);
  }

  @Test
  void withoutTheFileTheLastOneGoesOn() throws Exception {
    Files.delete(path);
    file.read(path);
    assertThat(authenticator.byToken(FIRST).name()).isEqualTo("admin");
  }

  @Test
  void aFileThatIsNoGoodIsRefused() throws Exception {
    Files.writeString(path, "short");
    assertThatThrownBy(() -> file.read(path)).hasMessageContaining("fewer than 32");
    assertThat(authenticator.byToken(FIRST).name()).isEqualTo("admin");
  }

  private void assertWrong(String token) {
    assertThatThrownBy(() -> authenticator.byToken(token))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo(Authenticator.WRONG_TOKEN));
  }
}
