package io.sharelens.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** Uses the console as an administrator would: by what it shows and calls things. */
record ConsoleDriver(Page page) {
  /** Signs in to a node's own console. */
  static ConsoleDriver open(Page page, Platform platform, int node) {
    page.navigate(platform.address(node) + "/console/");
    ConsoleDriver driver = new ConsoleDriver(page);
    driver.signIn(platform.adminToken(node));
    assertThat(driver.button("Sign out")).isVisible();
    return driver;
  }

  void signIn(String token) {
    page.getByLabel("Administrator’s token").fill(token);
    button("Sign in").click();
  }

  /** Goes to a view, such as {@code scheme/choose}, and waits until nothing loads. */
  void go(String place) {
    page.evaluate("place => { location.hash = '#/' + place; }", place);
    assertThat(page.getByText("Loading…")).hasCount(0);
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Presses a button and answers the question behind it. */
  void confirm(String name, String answer) {
    button(name).click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(answer).setExact(true))
        .click();
  }

  Locator alert() {
    return page.getByRole(AriaRole.ALERT);
  }

  Locator heading(String pattern) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
  }

  /** The row of a table that holds a text. */
  Locator row(String text) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  /** The part of the view that tells of one node. */
  Locator node(int number) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile("Node " + number)));
  }
}
