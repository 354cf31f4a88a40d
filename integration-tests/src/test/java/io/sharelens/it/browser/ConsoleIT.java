package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.RoundState;
import io.sharelens.it.OwnerProcess;
import io.sharelens.it.browser.Chromium.Width;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The consoles of three node processes; the last test kills one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final int PICTURES = 6;
  private static final double LONG = Duration.ofMinutes(4).toMillis();

  /** A node that is down has to be seen within this. */
  private static final double SOON = 5000;

  private static final List<String> VIEWS =
      List.of(
          "overview",
          "scheme/serving",
          "scheme/choose",
          "scheme/model",
          "training/rounds",
          "training/versions",
          "training/settings",
          "pictures",
          "nodes",
          "people/accounts",
          "people/grants",
          "people/audit",
          "api");

  private Chromium chromium;
  private Platform platform;
  private Path folder;
  private final List<OwnerProcess> owners = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    chromium = Chromium.start();
    platform = Platform.start(folder, PICTURES, Platform::backbone);
  }

  @AfterAll
  void stop() throws Exception {
    for (OwnerProcess owner : owners) {
      owner.close();
    }
    if (platform != null) {
      platform.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Order(1)
  void wrongTokensAreExplained() throws IOException {
    try (WatchedPage watched = chromium.page()) {
      watched.expect("status of 40[13]");
      Page page = watched.page();
      page.navigate(platform.address(1) + "/console/");
      ConsoleDriver driver = new ConsoleDriver(page);
      driver.signIn(platform.adminToken(2));
      assertThat(driver.alert()).containsText("node 2");
      driver.signIn(platform.userToken(1));
      assertThat(driver.alert()).containsText("administrator");
      driver.signIn("nothing like a token");
      assertThat(driver.alert()).isVisible();
      driver.signIn(platform.adminToken(1));
      assertThat(driver.button("Sign out")).isVisible();
      page.reload();
      assertThat(driver.button("Sign out")).isVisible();
      driver.button("Sign out").click();
      assertThat(page.getByText("You are signed out")).isVisible();
      watched.requireClean();
    }
  }

  @Test
  @Order(2)
  void aUserIsMadeAndItsAccessEnded() throws Exception {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      ConsoleDriver driver = ConsoleDriver.open(page, platform, 1);
      driver.go("people/accounts");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("eve");
      driver.button("Make account").click();
      String token =
          page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).innerText().strip();
      assertThat(status(token)).isEqualTo(200);
      driver.button("Done").click();
      assertThat(page.getByText(token)).hasCount(0);

      watched.expect("status of 409|status of 400");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("eve");
      driver.button("Make account").click();
      assertThat(driver.alert()).containsText("'eve' exists at this node");
      driver.button("Dismiss").click();

      driver.row("eve").getByRole(AriaRole.BUTTON).click();
      page.getByRole(AriaRole.DIALOG)
          .getByText("End account", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(driver.row("eve")).hasCount(0);
      assertThat(status(token)).isEqualTo(401);

      driver.go("people/audit");
      assertThat(driver.row("eve").first()).isVisible();
      Axe.check(page);
      watched.requireClean();
    }
  }

  private int status(String token) throws IOException, InterruptedException {
    String address = platform.address(1).replace("node1.localhost", "127.0.0.1");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(address + "/v1/status"))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  @Order(3)
  void aSchemeIsChosenApprovedByAllAndServes() throws Exception {
    try (WatchedPage one = chromium.page();
        WatchedPage two = chromium.page();
        WatchedPage three = chromium.page()) {
      Page page = one.page();
      ConsoleDriver first = ConsoleDriver.open(page, platform, 1);
      first.go("scheme/choose");
      page.getByLabel("Ranking plugin").selectOption("secure-sort");
      page.getByLabel("Name of the scheme").fill("sorted");
      page.getByLabel("Name of the scheme").press("Tab");
      first.button("Estimate this choice").click();
      assertThat(
              page.getByRole(
                  AriaRole.TABLE, new Page.GetByRoleOptions().setName("Cost of one query")))
          .containsText("this choice", new ContainsTextOptions().setTimeout(LONG));
      Chromium.screenshot(page, "console-estimate-desk-light");
      first.confirm("Propose to all nodes", "Propose");

      first.confirm("Approve for this node", "Approve");
      // Another administrator cannot begin a second change meanwhile.
      first.go("scheme/choose");
      assertThat(page.getByText("A change to sorted is under way")).isVisible();
      ConsoleDriver second = ConsoleDriver.open(two.page(), platform, 2);
      second.go("scheme/serving");
      second.confirm("Approve for this node", "Approve");
      ConsoleDriver third = ConsoleDriver.open(three.page(), platform, 3);
      third.go("scheme/serving");
      third.confirm("Approve for this node", "Approve");

      first.go("scheme/serving");
      assertThat(first.row("sorted").filter(new Locator.FilterOptions().setHasText("serves now")))
          .isVisible(new IsVisibleOptions().setTimeout(LONG));
      assertThat(platform.admin().infos()).extracting(NodeInfo::scheme).containsOnly("sorted");
      Chromium.screenshot(page, "console-switched-desk-light");
      one.requireClean();
      two.requireClean();
      three.requireClean();
    }
    try (WatchedPage watched = chromium.page()) {
      SearchDriver driver = SearchDriver.open(watched.page(), platform, 1);
      driver.drop("query.png", "image/png", Files.readAllBytes(platform.pictures().get(2)));
      driver.search();
      assertThat(driver.found().getFirst()).isEqualTo("Rank 1, photo-2 of anna");
    }
  }

  @Test
  @Order(4)
  void aTrainingRoundIsSeenLive() throws Exception {
    for (String name : List.of("olga", "oscar")) {
      Path yaml = platform.nodes().account(platform.admin(), name, "owner");
      OwnerProcess owner =
          new OwnerProcess(
              folder.resolve(name),
              yaml,
              6,
              name.length(),
              "policy: {rounds_per_day: 100, min_owners: 2}\npage: off");
      owners.add(owner);
      owner.start();
    }
    platform.admin().awaitIndexed(PICTURES + 12, Duration.ofMinutes(4), s -> {});
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      ConsoleDriver driver = ConsoleDriver.open(page, platform, 1);
      driver.go("training/rounds");
      driver.confirm("Start a round", "Start");
      assertThat(driver.heading("Round 1 is running")).isVisible();
      assertThat(
              page.getByRole(
                      AriaRole.TABLE,
                      new Page.GetByRoleOptions().setName("Contributors of round 1"))
                  .getByRole(AriaRole.ROW))
          .hasCount(3, new HasCountOptions().setTimeout(LONG));
      Chromium.screenshot(page, "console-round-desk-light");
      assertThat(driver.heading("No round is running"))
          .isVisible(new IsVisibleOptions().setTimeout(LONG));
      assertThat(platform.admin().rounds(1, 1).getFirst().state()).isEqualTo(RoundState.PUBLISHED);
      driver.go("training/versions");
      assertThat(driver.row("round 1").first()).isVisible();
      watched.requireClean();
    }
  }

  @Test
  @Order(5)
  void everyViewIsAccessibleOnDeskAndPhone() throws Exception {
    for (Width width : Width.values()) {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (WatchedPage watched = chromium.page(width, colours)) {
          Page page = watched.page();
          ConsoleDriver driver = ConsoleDriver.open(page, platform, 1);
          for (String view : VIEWS) {
            driver.go(view);
            page.waitForTimeout(300); // charts are drawn in the next frames
            Chromium.screenshot(
                page,
                "console-"
                    + view.replace('/', '-')
                    + "-"
                    + width.name().toLowerCase(Locale.ROOT)
                    + "-"
                    + colours.name().toLowerCase(Locale.ROOT));
            int wide = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
            assertThat(wide).as("%s scrolls sideways at %s", view, width).isLessThanOrEqualTo(0);
            Axe.check(page);
          }
          watched.requireClean();
        }
      }
    }
  }

  @Test
  @Order(6)
  void namesWithMarkupAreText() throws Exception {
    try (WatchedPage watched = chromium.page()) {
      watched.expect("status of 400");
      Page page = watched.page();
      ConsoleDriver driver = ConsoleDriver.open(page, platform, 1);
      driver.go("people/accounts");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
          .fill("<img src=x onerror=alert(1)>");
      driver.button("Make account").click();
      assertThat(driver.alert()).isVisible();
      assertThat(driver.button("Make account")).isEnabled();
      watched.requireClean();
    }
  }

  @Test
  @Order(7)
  void aNodeThatIsDownIsSeenSoon() throws Exception {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      ConsoleDriver driver = ConsoleDriver.open(page, platform, 1);
      driver.go("nodes");
      assertThat(driver.node(3)).containsText("up");
      platform.kill(3);
      assertThat(driver.node(3)).containsText("down", new ContainsTextOptions().setTimeout(SOON));
      Chromium.screenshot(page, "console-node-down-desk-light");
      watched.requireClean();
    }
    try (WatchedPage watched = chromium.page()) {
      watched.expect("ERR_");
      Page page = watched.page();
      ConsoleDriver.open(page, platform, 1);
      platform.kill(1);
      assertThat(page.getByText("This node does not answer").first())
          .isVisible(new IsVisibleOptions().setTimeout(SOON));
      watched.requireClean();
    }
  }
}
