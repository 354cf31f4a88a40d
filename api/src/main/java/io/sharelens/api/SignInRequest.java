package io.sharelens.api;

/**
 * Request for a session in a browser.
 *
 * @param token of an account at this node
 */
public record SignInRequest(String token) {
  @Override
  public String toString() {
    return "SignInRequest[...]";
  }
}
