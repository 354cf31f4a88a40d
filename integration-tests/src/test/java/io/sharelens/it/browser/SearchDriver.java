package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Uses the search page as a person would: by what it shows and calls things. */
record SearchDriver(Page page) {
  /** Three nodes, their tests and this browser may share two cores. */
  private static final LocatorAssertions.IsVisibleOptions PATIENT =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  /** Opens the page with a key in the address, as a link that was handed over. */
  static SearchDriver open(Page page, Platform platform, int servedBy) {
    page.navigate(platform.address(servedBy) + "/search/#key=" + platform.searchKey());
    assertThat(page.getByText("accepted", new Page.GetByTextOptions().setExact(true)))
        .isVisible(PATIENT);
    return new SearchDriver(page);
  }

  /** Drops a file on the page. */
  void drop(String name, String type, byte[] content) {
    JSHandle data =
        page.evaluateHandle(
            """
            ({ name, type, content }) => {
              const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name, { type }));
              return transfer;
            }
            """,
            Map.of(
                "name",
                name,
                "type",
                type,
                "content",
                Base64.getEncoder().encodeToString(content)));
    for (String event : List.of("dragenter", "dragover", "drop")) {
      page.locator("#drop").dispatchEvent(event, Map.of("dataTransfer", data));
    }
  }

  /** How many results are wanted. */
  void want(int k) {
    page.getByLabel("How many results").fill(String.valueOf(k));
  }

  void search() {
    button("Search").click();
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Waits for the results and returns one line for each: rank, picture and owner. */
  List<String> found() {
    assertThat(
            page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions()
                    .setName(Pattern.compile("nearest picture|Nothing was found"))))
        .isVisible(PATIENT);
    return page.locator(".found-card img").all().stream().map(i -> i.getAttribute("alt")).toList();
  }

  /** The file behind a result's download link. */
  byte[] download(String of) throws IOException {
    Download download =
        page.waitForDownload(
            () ->
                page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Download: " + of).setExact(true))
                    .click());
    try (InputStream in = download.createReadStream()) {
      return in.readAllBytes();
    }
  }

  /** What the page says went wrong; it must say so by itself. */
  Locator trouble() {
    return page.getByRole(AriaRole.ALERT);
  }
}
