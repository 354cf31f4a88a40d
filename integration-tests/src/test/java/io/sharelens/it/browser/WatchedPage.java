package io.sharelens.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A page whose console is read along: errors that nobody foresaw fail the test at the end. */
public final class WatchedPage implements AutoCloseable {
  private final Page page;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Pattern> foreseen = new CopyOnWriteArrayList<>();

  WatchedPage(Page page) {
    this.page = page;
    page.onConsoleMessage(
        m -> {
          if (m.type().equals("error") || m.type().equals("warning")) {
            errors.add(m.type() + ": " + m.text() + " (" + m.location() + ")");
          }
        });
    page.onPageError(e -> errors.add("uncaught: " + e));
  }

  public Page page() {
    return page;
  }

  /** The browser itself logs every answer of 4xx and 5xx: those that a test brings about. */
  public void expect(String error) {
    foreseen.add(Pattern.compile(error));
  }

  /** Fails if the console has an error or a warning that was not expected. */
  public void requireClean() {
    assertThat(errors)
        .as("console of " + page.url())
        .allMatch(e -> foreseen.stream().anyMatch(p -> p.matcher(e).find()));
  }

  @Override
  public void close() {
    page.context().close();
  }
}
