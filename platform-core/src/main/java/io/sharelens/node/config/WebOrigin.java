package io.sharelens.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scheme, host and port as browsers write them: lower case, without the usual port.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address
 * @param text all of it
 */
public record WebOrigin(String scheme, String host, String text) {
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+|\\[[0-9a-f:]+]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  /** Empty for what is no origin: another scheme, a path, a user. */
  public static Optional<WebOrigin> parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null
        || host == null
        || !(scheme.equals("http") || scheme.equals("https"))
        || !HOST.matcher(host).matches()
        || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      return Optional.empty();
    }
    int port = uri.getPort();
    boolean usual = port < 0 || port == (scheme.equals("http") ? 80 : 443);
    return Optional.of(
        new WebOrigin(scheme, host, scheme + "://" + host + (usual ? "" : ":" + port)));
  }

  /** Whether a host is this machine by its name alone, whatever the name service says. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether what is sent there cannot be read on the way. */
  boolean safe() {
    return scheme.equals("https") || isLoopback(host);
  }

  @Override
  public String toString() {
    return text;
  }
}
