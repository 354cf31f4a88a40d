package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sharelens.cli.local.DeploymentPlan;
import io.sharelens.cli.local.FreePorts;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.cli.output.Progress;
import io.sharelens.client.AdminClient;
import io.sharelens.it.Distribution;
import io.sharelens.it.OwnerProcess;
import io.sharelens.it.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The owner's page of an agent that is a process of its own, with three node processes and a second
 * owner to train with. The tests follow one owner from the first pictures to leaving.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnerPageIT {
  private static final int PICTURES = 10;
  private static final double LONG = Duration.ofMinutes(4).toMillis();

  /** What stops to answer has to be seen within this. */
  private static final double SOON = 5000;

  /** The browser itself says this of a server that is gone. */
  private static final String GONE = "ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|ERR_FAILED";

  private Chromium chromium;
  private LocalDeployment nodes;
  private AdminClient admin;
  private OwnerProcess anna;
  private OwnerProcess bob;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    var distribution = new io.sharelens.cli.local.Distribution(Distribution.HOME);
    Path scheme = Files.writeString(folder.resolve("scheme.yaml"), Platform.SCHEME);
    nodes =
        LocalDeployment.start(
            distribution,
            DeploymentPlan.loopback(folder.resolve("nodes"), scheme, distribution.plugins()),
            "512m",
            Progress.stderr());
    admin = nodes.admin();
    admin.setCategories(List.of("a", "b"));
    admin.publishModel(admin.stageModel(TinyModel.write(folder)));
    String policy = "policy: {rounds_per_day: 100, min_owners: 2}\n";
    anna =
        new OwnerProcess(
            folder.resolve("anna"),
            nodes.account(admin, "anna", "owner"),
            PICTURES,
            1,
            policy + "page: {port: " + FreePorts.take(1).getFirst() + "}");
    Files.writeString(anna.pictures().resolve("<img src=x onerror=alert(1)>.jpg"), "a text");
    bob =
        new OwnerProcess(
            folder.resolve("bob"),
            nodes.account(admin, "bob", "owner"),
            PICTURES,
            2,
            policy + "page: off");
    anna.start();
    bob.start();
    admin.awaitIndexed(2 * PICTURES, Duration.ofMinutes(5), s -> {});
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {anna, bob, admin, nodes, chromium}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private String address() throws Exception {
    Distribution.Result page = anna.call("page");
    assertThat(page.exitCode()).as(page.toString()).isZero();
    return page.out().strip();
  }

  private WatchedPage open() throws Exception {
    WatchedPage watched = chromium.page();
    watched.page().navigate(address());
    assertThat(heading(watched.page(), "Your pictures")).isVisible();
    return watched;
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
  }

  private static Locator badge(Page page, String text) {
    return page.locator(".headline .badge").filter(new Locator.FilterOptions().setHasText(text));
  }

  @Test
  @Order(1)
  void showsTheFolderOnDeskAndPhone() throws Exception {
    for (Chromium.Width width : Chromium.Width.values()) {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (WatchedPage watched = chromium.page(width, colours)) {
          Page page = watched.page();
          page.navigate(address());
          assertThat(page.locator(".figures")).containsText("Outsourced" + PICTURES);
          assertThat(page.locator("tr[data-picture='indexed']")).hasCount(PICTURES);
          Locator leftOut = page.locator("tr[data-picture='left-out']");
          assertThat(leftOut).containsText("<img src=x onerror=alert(1)>.jpg");
          assertThat(leftOut).containsText("is not a");
          assertThat(page.url()).endsWith("/owner/");
          assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
              .isEqualTo(true);
          Axe.check(page);
          Chromium.screenshot(page, "owner-" + width.name() + "-" + colours.name());
          watched.requireClean();
        }
      }
    }
  }

  @Test
  @Order(2)
  void withoutTheKeyThePageSaysHowToGetIt() throws Exception {
    try (WatchedPage watched = chromium.page()) {
      Page page = watched.page();
      page.navigate(address().replaceFirst("#.*", ""));
      assertThat(page.getByText("This browser is not signed in")).isVisible();
      assertThat(page.getByText("./sharelens owner page")).isVisible();
      Axe.check(page);
      watched.requireClean();
      watched.expect("401");
      page.navigate(address() + "x");
      page.reload();
      assertThat(page.getByText("./sharelens owner page")).isVisible();
      watched.requireClean();
    }
  }

  @Test
  @Order(3)
  void pausesAndChangesThePolicy() throws Exception {
    try (WatchedPage watched = open()) {
      Page page = watched.page();
      button(page, "Pause").click();
      assertThat(badge(page, "Paused")).isVisible();
      assertThat(anna.call("status").out()).contains("nothing is done");
      button(page, "Resume").click();
      assertThat(badge(page, "Running")).isVisible();

      button(page, "Change").click();
      page.getByLabel("Rounds in 24 hours").fill("7");
      page.getByLabel("Hours of rest").fill("9-5");
      watched.expect("400");
      button(page, "Save").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("08:00-18:30");
      Axe.check(page);
      page.getByLabel("Hours of rest").fill("");
      button(page, "Save").click();
      assertThat(page.locator("#policy")).containsText("at most 7");
      assertThat(anna.call("policy").out()).contains("7 rounds a day");
      button(page, "Back to the file").click();
      assertThat(page.locator("#policy")).containsText("at most 100");
      watched.requireClean();
    }
  }

  @Test
  @Order(4)
  void aRoundIsSeenLive() throws Exception {
    try (WatchedPage watched = open()) {
      Page page = watched.page();
      assertThat(page.getByText("No training round yet.")).isVisible();
      long number = admin.startRound().number();
      assertThat(page.getByText(Pattern.compile("Round " + number + " is under way")))
          .isVisible(new IsVisibleOptions().setTimeout(LONG));
      Locator past = page.locator("#rounds li[data-round='" + number + "']");
      past.waitFor(new Locator.WaitForOptions().setTimeout(LONG));
      assertThat(past).containsText("Contributed");
      assertThat(past).containsText("trained on " + PICTURES + " pictures");
      assertThat(past).containsText("loss on your pictures");
      Axe.check(page);
      Chromium.screenshot(page, "owner-after-a-round");
      watched.requireClean();
    }
  }

  @Test
  @Order(5)
  void manyDeletionsWaitForTheirNumber() throws Exception {
    try (WatchedPage watched = open();
        Stream<Path> files = Files.list(anna.pictures().resolve("a"))) {
      Page page = watched.page();
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      assertThat(page.getByText("5 pictures are gone from the folder")).isVisible();
      Chromium.screenshot(page, "owner-deletions");
      button(page, "Confirm deletions").click();
      button(page, "Remove 5 pictures").click();
      assertThat(page.locator("[data-deletions]")).hasCount(0);
      assertThat(page.locator("tr[data-picture='indexed']")).hasCount(PICTURES - 5);
      watched.requireClean();
    }
  }

  @Test
  @Order(6)
  void anAgentThatIsGoneIsSeenSoon() throws Exception {
    try (WatchedPage watched = open()) {
      Page page = watched.page();
      watched.expect(GONE);
      watched.expect("401");
      long begin = System.nanoTime();
      anna.kill();
      page.getByText("The agent does not answer")
          .waitFor(new Locator.WaitForOptions().setTimeout(SOON));
      assertThat((System.nanoTime() - begin) / 1e6).isLessThan(SOON);
      Chromium.screenshot(page, "owner-agent-gone");
      anna.start();
      page.getByText("The agent was started again")
          .waitFor(new Locator.WaitForOptions().setTimeout(LONG));
      watched.requireClean();
    }
  }

  @Test
  @Order(7)
  void leavingTakesAWordAndRemovesEverything() throws Exception {
    try (WatchedPage watched = open()) {
      Page page = watched.page();
      button(page, "Leave the platform").click();
      assertThat(button(page, "Leave for good")).isDisabled();
      page.getByLabel("Type leave to confirm").fill("leave");
      Chromium.screenshot(page, "owner-leaving");
      watched.expect(GONE);
      button(page, "Leave for good").click();
      heading(page, "You have left the platform")
          .waitFor(new Locator.WaitForOptions().setTimeout(LONG));
      assertThat(page.getByText("Node 1: 5 pictures removed")).isVisible();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !anna.alive());
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> admin.status(1).epoch().pictures() == PICTURES);
      assertThat(anna.pictures().resolve("b")).isNotEmptyDirectory();
      watched.requireClean();
    }
  }
}
