package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import io.sharelens.api.IssuedToken;
import io.sharelens.client.SearchClient;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.console.WebBundle;
import io.sharelens.it.TinyModel;
import io.sharelens.it.browser.Chromium.Width;
import io.sharelens.it.browser.Network.Sent;
import io.sharelens.mpc.random.Seed;
import io.sharelens.testkit.Statistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The search page against three node processes; the last test kills one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SearchPageIT {
  private static final int PICTURES = 8;
  private static final int QUERY = 3;

  /** The tiny model takes 3 x 16 x 16 words. */
  private static final int CORRECTION_BYTES = 4 * 3 * 16 * 16;

  private Chromium chromium;
  private Platform platform;
  private byte[] query;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    chromium = Chromium.start();
    platform = Platform.start(folder, PICTURES, TinyModel::write);
    query = Files.readAllBytes(platform.pictures().get(QUERY));
  }

  @AfterAll
  void stop() {
    if (platform != null) {
      platform.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Order(1)
  void aDroppedPictureFindsWhatTheCommandLineFinds() throws IOException {
    try (WatchedPage watched = chromium.page()) {
      SearchDriver driver = SearchDriver.open(watched.page(), platform, 1);
      driver.drop("query.png", "image/png", query);
      driver.want(5);
      driver.search();
      List<String> found = driver.found();
      Chromium.screenshot(watched.page(), "search-results-desk-light");

      Path yaml = platform.nodes().account(platform.admin(), "ulla", "user");
      platform.admin().grant("ulla", "anna");
      try (SearchClient ulla = SearchClient.open(Deployment.read(yaml));
          SearchOutcome outcome = ulla.search(platform.pictures().get(QUERY), 5)) {
        assertThat(found)
            .containsExactlyElementsOf(
                outcome.pictures().stream()
                    .map(p -> "Rank %d, %s of %s".formatted(p.rank(), p.id(), p.owner()))
                    .toList());
      }
      assertThat(found.getFirst()).isEqualTo("Rank 1, photo-" + QUERY + " of anna");
      for (String picture : found) {
        int number = Integer.parseInt(picture.replaceAll(".*photo-(\\d+).*", "$1"));
        assertThat(driver.download(picture))
            .as(picture)
            .isEqualTo(Files.readAllBytes(platform.pictures().get(number)));
      }
      Axe.check(watched.page());
      watched.requireClean();
    }
  }

  @Test
  @Order(2)
  void noNodeGetsBothSharesOrAnythingButUniformBytes() {
    try (WatchedPage watched = chromium.page()) {
      Network network = Network.of(watched.page());
      // Served by the node that receives nothing of a query.
      SearchDriver driver = SearchDriver.open(watched.page(), platform, 3);
      driver.drop("query.png", "image/png", query);
      int searches = 20;
      for (int i = 0; i < searches; i++) {
        driver.search();
        assertThat(driver.found()).hasSize(PICTURES);
      }
      List<Sent> seeds = shares(network, 1);
      List<Sent> corrections = shares(network, 2);
      assertThat(seeds).hasSize(searches).allMatch(s -> s.body().length == Seed.BYTES);
      assertThat(corrections).hasSize(searches).allMatch(s -> s.body().length == CORRECTION_BYTES);
      assertThat(seeds.stream().map(s -> HexFormat.of().formatHex(s.body())))
          .doesNotHaveDuplicates();
      requireUniform(corrections);
      for (Sent s : network.all()) {
        if (s.body().length > 0) {
          assertThat(s.method()).isEqualTo("POST");
          assertThat(s.url()).contains("/v1/searches?");
          assertThat(s.to(platform.address(3))).as(s.url()).isFalse();
        }
        for (int n = 1; n <= 3; n++) {
          if (s.to(platform.address(n))) {
            requireOnlyOwnToken(s, n);
          }
        }
        assertThat(s.url()).matches(u -> knows(u), "an address of the three nodes");
      }
      watched.requireClean();
    }
  }

  private boolean knows(String url) {
    return url.startsWith("blob:")
        || List.of(1, 2, 3).stream().anyMatch(n -> url.startsWith(platform.address(n)));
  }

  private List<Sent> shares(Network network, int node) {
    return network.to(platform.address(node) + "/v1/searches?").stream()
        .filter(s -> s.method().equals("POST"))
        .toList();
  }

  private void requireOnlyOwnToken(Sent sent, int node) {
    String text = sent.url() + sent.headers();
    for (int other = 1; other <= 2; other++) {
      if (other != node) {
        assertThat(text).as("sent to node " + node).doesNotContain(platform.userToken(other));
      }
    }
  }

  private static void requireUniform(List<Sent> corrections) {
    long[] counts = new long[256];
    for (Sent s : corrections) {
      ByteBuffer body = ByteBuffer.wrap(s.body());
      while (body.hasRemaining()) {
        counts[body.get() & 0xff]++;
      }
    }
    Statistics.requireUniform("bytes of corrections", counts);
  }

  @Test
  @Order(3)
  void saysWhoServedItAndWhatWasLoaded() {
    try (WatchedPage watched = chromium.page(Width.PHONE, ColorScheme.DARK)) {
      Page page = watched.page();
      SearchDriver.open(page, platform, 2);
      assertThat(page.url()).as("the key left the address").doesNotContain("key");
      assertThat(page.getByText("It came from node 2")).isVisible();
      assertThat(page.locator("#bundle-hash")).hasText(WebBundle.packaged().hash("search"));
      Chromium.screenshot(page, "search-phone-dark");
      Axe.check(page);
      watched.requireClean();
    }
  }

  @Test
  @Order(4)
  void worksByKeyboardAloneOnAPhone() {
    try (WatchedPage watched = chromium.page(Width.PHONE, ColorScheme.LIGHT)) {
      Page page = watched.page();
      page.navigate(platform.address(1) + "/search/");
      page.getByLabel("Your search key").focus();
      page.keyboard().insertText(platform.searchKey());
      page.keyboard().press("Enter");
      assertThat(page.getByText("accepted", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      page.waitForFileChooser(
              () -> {
                page.locator("#file").focus();
                page.keyboard().press("Enter");
              })
          .setFiles(platform.pictures().get(QUERY));
      SearchDriver driver = new SearchDriver(page);
      assertThat(driver.button("Search")).isEnabled(); // the file has been read
      page.getByLabel("How many results").focus();
      page.keyboard().press("Enter");
      assertThat(driver.found()).hasSize(PICTURES);
      int wide = (int) page.evaluate("document.documentElement.scrollWidth");
      assertThat(wide).as("no scrolling sideways").isLessThanOrEqualTo(390);
      Chromium.screenshot(page, "search-results-phone-light");
      Axe.check(page);
      watched.requireClean();
    }
  }

  @Test
  @Order(5)
  void badInputIsExplained() {
    try (WatchedPage watched = chromium.page()) {
      SearchDriver driver = SearchDriver.open(watched.page(), platform, 1);
      driver.drop("notes.png", "image/png", "no picture".getBytes(StandardCharsets.UTF_8));
      assertThat(driver.trouble()).containsText("is not a JPEG, PNG, GIF, BMP or WebP picture");
      assertThat(driver.button("Search")).isDisabled();

      driver.drop("large.png", "image/png", pngHead(10_000, 5_001));
      assertThat(driver.trouble()).containsText("50.0 megapixels (10000 x 5001)");

      driver.drop("broken.png", "image/png", pngHead(100, 100));
      driver.search();
      assertThat(driver.trouble()).containsText("is damaged");

      String name = "<img src=x onerror=alert(1)>".repeat(40) + ".png";
      driver.drop(name, "image/png", query);
      assertThat(watched.page().getByText("<img src=x onerror=alert(1)>")).isVisible();
      driver.search();
      assertThat(driver.found()).hasSize(PICTURES);
      watched.requireClean();
    }
  }

  /** A PNG of which only the head is there. */
  private static byte[] pngHead(int width, int height) {
    return ByteBuffer.allocate(33)
        .put(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"))
        .putInt(width)
        .putInt(height)
        .put(new byte[] {8, 2, 0, 0, 0})
        .array();
  }

  @Test
  @Order(6)
  void wrongKeysAreExplained() {
    try (WatchedPage watched = chromium.page()) {
      watched.expect("status of 40[13]");
      Page page = watched.page();
      page.navigate(platform.address(1) + "/search/");
      String twice = platform.userToken(1) + "." + platform.userToken(1);
      for (String wrong :
          List.of(
              "hello",
              platform.userToken(1),
              twice,
              "slt1_" + "A".repeat(43) + "." + platform.userToken(2))) {
        page.getByLabel("Your search key").fill(wrong);
        page.keyboard().press("Enter");
        assertThat(new SearchDriver(page).trouble()).isVisible();
        assertThat(new SearchDriver(page).button("Use key")).isEnabled();
      }
      watched.requireClean();
    }
  }

  @Test
  @Order(7)
  void aUserWithoutGrantIsToldWhomToAsk() {
    Map<Integer, IssuedToken> lonely = platform.admin().createPrincipal("lonely", "user");
    try (WatchedPage watched = chromium.page()) {
      watched.expect("status of 40[34]");
      Page page = watched.page();
      String key = lonely.get(1).token() + "." + lonely.get(2).token();
      page.navigate(platform.address(1) + "/search/#key=" + key);
      SearchDriver driver = new SearchDriver(page);
      assertThat(driver.button("Forget key")).isVisible();
      driver.drop("query.png", "image/png", query);
      driver.search();
      assertThat(driver.trouble()).containsText("Ask an owner");
      assertThat(driver.button("Search")).isEnabled();
      watched.requireClean();
    }
  }

  @Test
  @Order(7)
  void aCancelledSearchStopsAtOnceAndTheNextOneWorks() {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      SearchDriver driver = SearchDriver.open(page, platform, 1);
      driver.drop("query.png", "image/png", query);
      page.route("**/v1/searches/*/events", route -> {});
      driver.search();
      assertThat(page.locator("[data-stage=feature].running")).isVisible();
      driver.button("Cancel").click();
      assertThat(driver.trouble()).containsText("The search was cancelled");
      assertThat(page.locator(".running")).hasCount(0);
      page.unrouteAll();
      driver.button("Try again").click();
      assertThat(driver.found()).hasSize(PICTURES);
      watched.requireClean();
    }
  }

  @Test
  @Order(7)
  void aReloadInTheMiddleIsSaid() {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      SearchDriver driver = SearchDriver.open(page, platform, 1);
      driver.drop("query.png", "image/png", query);
      AtomicReference<Request> held = new AtomicReference<>();
      page.route("**/v1/searches?**", route -> held.set(route.request()));
      driver.search();
      assertThat(driver.button("Cancel")).isVisible();
      page.waitForCondition(() -> held.get() != null);
      page.reload();
      assertThat(page.getByText("Your search was interrupted")).isVisible();
      watched.requireClean();
    }
  }

  @Test
  @Order(8)
  void aNodeThatDiesInTheMiddleIsNamed() {
    try (WatchedPage watched = chromium.page()) {
      watched.expect("ERR_|status of 50\\d");
      Page page = watched.page();
      SearchDriver driver = SearchDriver.open(page, platform, 1);
      driver.drop("query.png", "image/png", query);
      // Node 1 has its share and waits when node 2 dies.
      page.route(
          platform.address(2) + "/v1/searches?**",
          route -> {
            platform.kill(2);
            route.resume();
          });
      driver.search();
      assertThat(driver.trouble()).containsText("ode 2");
      assertThat(driver.button("Cancel")).hasCount(0);
      assertThat(driver.button("Try again")).isVisible();
      Chromium.screenshot(page, "search-node-down-desk-light");
      watched.requireClean();
    }
  }
}
