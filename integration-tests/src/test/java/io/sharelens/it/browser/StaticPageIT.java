package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.sharelens.it.Distribution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search page from a server that knows nothing of ShareLens. */
class StaticPageIT {
  @TempDir private Path folder;
  private Chromium chromium;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    chromium = Chromium.start();
    copy(Distribution.HOME.resolve("web").toAbsolutePath(), folder.toRealPath());
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            folder.toRealPath(),
            OutputLevel.NONE);
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void runsAndSaysWhatItNeeds() {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      page.navigate(address());
      assertThat(
              page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Search"))
                  .first())
          .isVisible();
      Axe.check(page);
      watched.requireClean();
    }
  }

  @Test
  void aScriptThatWasChangedDoesNotRun() throws IOException {
    Files.writeString(
        folder.resolve("common/dom.js"), "\nglobalThis.stolen = 1;\n", StandardOpenOption.APPEND);
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      page.navigate(address());
      page.waitForLoadState();
      assertThat(page.evaluate("globalThis.stolen === undefined")).isEqualTo(true);
      assertThat(page.getByRole(AriaRole.HEADING)).hasCount(0);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/search/";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
