package io.sharelens.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.sharelens.it.Distribution;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The machine's own Chromium, without a window. Where there is none the test is skipped and says
 * how to get one; with {@code SHARELENS_BROWSER=required} in the environment it fails.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String HOW =
      "there is no Chromium on the PATH, and without one no page is tested; on Debian: apt-get"
          + " install -y chromium";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it. */
  public static Chromium start() {
    Path executable = find().orElseThrow(Chromium::none);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(executable)
                      // In a container its own sandbox has no rights; what it opens is ours.
                      .setChromiumSandbox(false));
      return new Chromium(playwright, browser);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static RuntimeException none() {
    return "required".equals(System.getenv("SHARELENS_BROWSER"))
        ? new IllegalStateException(HOW)
        : new TestAbortedException(HOW);
  }

  /** A page in a profile of its own, which watches for errors. */
  public WatchedPage page(Width width, ColorScheme colours) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width.pixels, 900)
                .setColorScheme(colours)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(30_000);
    return new WatchedPage(context.newPage());
  }

  /** A wide page in light colours. */
  public WatchedPage page() {
    return page(Width.DESK, ColorScheme.LIGHT);
  }

  /** Writes what the page shows to {@code target/screenshots}. */
  public static void screenshot(Page page, String name) {
    Path folder = Distribution.ROOT.resolve("target/screenshots");
    page.evaluate("scrollTo(0, 0)"); // what sticks to the window's top would stand in the middle
    page.screenshot(
        new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** Widths that pages are looked at in. */
  public enum Width {
    DESK(1440),
    PHONE(390);

    private final int pixels;

    Width(int pixels) {
      this.pixels = pixels;
    }
  }
}
