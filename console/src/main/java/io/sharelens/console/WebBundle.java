package io.sharelens.console;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The pages of this build, read from the class path when first asked for. Thread-safe. */
public final class WebBundle {
  private static final String ROOT = "/web/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "txt", "text/plain; charset=utf-8");

  private final BundleManifest manifest;
  private final Map<String, Asset> assets;

  private WebBundle(BundleManifest manifest, Map<String, Asset> assets) {
    this.manifest = manifest;
    this.assets = Map.copyOf(assets);
  }

  /**
   * A file of the pages.
   *
   * @param path relative to the root of the pages
   * @param mediaType for the Content-Type header
   * @param bytes its content; not to be changed
   * @param sha384 standard Base64
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Asset(String path, String mediaType, byte[] bytes, String sha384) {
    /** For the ETag header. */
    public String etag() {
      return '"' + sha384 + '"';
    }
  }

  /** The one of this build; it fails where the build left it out. */
  public static WebBundle packaged() {
    return Packaged.BUNDLE;
  }

  /**
   * @param path relative to the root, without a leading slash; a folder stands for its {@code
   *     index.html}
   */
  public Optional<Asset> find(String path) {
    String file = path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
    return Optional.ofNullable(assets.get(file));
  }

  /** Hashes and pages. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** The hash that a page shows of itself. */
  public String hash(String page) {
    return manifest.pages().stream()
        .filter(p -> p.name().equals(page))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no page " + page))
        .hash();
  }

  private static WebBundle read() {
    try {
      BundleManifest manifest =
          JsonMapper.builder().build().readValue(bytes(BundleManifest.PATH), BundleManifest.class);
      Map<String, Asset> assets = new HashMap<>();
      for (BundleManifest.File f : manifest.files()) {
        assets.put(f.path(), new Asset(f.path(), type(f.path()), bytes(f.path()), f.sha384()));
      }
      byte[] own = bytes(BundleManifest.PATH);
      assets.put(
          BundleManifest.PATH,
          new Asset(BundleManifest.PATH, type(BundleManifest.PATH), own, Hashes.sha384(own)));
      return new WebBundle(manifest, assets);
    } catch (IOException e) {
      throw new UncheckedIOException("the pages of this build cannot be read", e);
    }
  }

  private static byte[] bytes(String path) throws IOException {
    try (InputStream in = WebBundle.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IOException("this build has no " + path + " of the pages");
      }
      return in.readAllBytes();
    }
  }

  private static String type(String path) {
    String end = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(end, "application/octet-stream");
  }

  /** Read at the first use. */
  private static final class Packaged {
    private static final WebBundle BUNDLE = read();
  }
}
