package io.sharelens.console;

import java.util.List;

/**
 * {@code bundle.json}: every file of the pages with its hash, and what each page loads.
 *
 * @param files all files but {@code bundle.json} itself, in order of path
 * @param pages in order of name
 */
public record BundleManifest(List<File> files, List<Page> pages) {
  /** Where it stands among the files. */
  public static final String PATH = "bundle.json";

  public BundleManifest {
    files = List.copyOf(files);
    pages = List.copyOf(pages);
  }

  /**
   * A file.
   *
   * @param path with slashes, relative to the root of the pages
   * @param sha384 standard Base64, as subresource integrity writes it
   */
  public record File(String path, String sha384, long bytes) {}

  /**
   * A page.
   *
   * @param name its folder, such as {@code search}
   * @param hash SHA-256 (hex) over the lines {@code sha384 path\n} of its files, in order of path
   * @param paths what it loads, itself included
   */
  public record Page(String name, String hash, List<String> paths) {
    public Page {
      paths = List.copyOf(paths);
    }
  }
}
