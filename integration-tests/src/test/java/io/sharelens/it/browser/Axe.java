package io.sharelens.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The accessibility check of axe-core. */
final class Axe {
  private static final String SERIOUS =
      """
      async () => (await axe.run()).violations
        .filter(v => v.impact === 'serious' || v.impact === 'critical')
        .map(v => v.id + ': ' + v.help + ': ' + v.nodes.map(n => n.html).join(' | '))
      """;

  private Axe() {}

  /** Fails on serious and critical findings in what the page shows now. */
  static void check(Page page) {
    // By the debugger, not as a script of the page: its policy would refuse that, rightly.
    page.evaluate(source());
    assertThat((List<?>) page.evaluate(SERIOUS)).as("accessibility of " + page.url()).isEmpty();
  }

  private static String source() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IOException("the class path has no axe.min.js");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; undefined";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
