package io.sharelens.client.gateway;

import java.nio.charset.StandardCharsets;

/** What the gateway answers at its root. */
final class HelpPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>ShareLens gateway</title>
      <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto }
      pre { background: #f2f2f2; padding: 1rem; overflow-x: auto }</style></head>
      <body>
      <h1>ShareLens gateway</h1>
      <p>Searches by picture from this machine. A picture posted here is split into shares on this
      machine; no server sees it.</p>
      <p>Search for the 10 nearest pictures:</p>
      <pre>curl --data-binary @photo.jpg 'http://127.0.0.1:%1$d/v1/search?k=10'</pre>
      <p>The answer lists ids, owners, ranks and the path of each picture. Fetch one:</p>
      <pre>curl -o found.jpg 'http://127.0.0.1:%1$d/v1/pictures/SEARCH/PICTURE?owner=OWNER'</pre>
      <p>Errors are <code>application/problem+json</code> with a stable type. Pictures can be
      fetched for the last 50 searches.</p>
      </body></html>
      """;

  private HelpPage() {}

  static byte[] html(int port) {
    return PAGE.formatted(port).getBytes(StandardCharsets.UTF_8);
  }
}
