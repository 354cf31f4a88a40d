package io.sharelens.it.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a page sent, and to whom. */
final class Network {
  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param body empty if it had none
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Sent(String method, String url, Map<String, String> headers, byte[] body) {
    boolean to(String address) {
      return url.startsWith(address);
    }
  }

  private Network() {}

  /** Writes down all requests of a page from now on. */
  static Network of(Page page) {
    Network network = new Network();
    page.onRequest(network::add);
    return network;
  }

  private void add(Request request) {
    byte[] body = request.postDataBuffer();
    sent.add(
        new Sent(
            request.method(), request.url(), request.headers(), body == null ? new byte[0] : body));
  }

  List<Sent> all() {
    return List.copyOf(sent);
  }

  /** Requests to one address. */
  List<Sent> to(String address) {
    return sent.stream().filter(s -> s.to(address)).toList();
  }
}
