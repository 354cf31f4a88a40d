package io.sharelens.console.build;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.console.BundleManifest;
import io.sharelens.console.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the pages: own files, vendored files under their short names, hashes, and {@link
 * BundleManifest}. Equal input gives equal output, byte by byte.
 *
 * <p>Arguments: folder of the own files, folder of unpacked WebJars, folder to write.
 */
public final class BundleBuilder {
  /** Short name to the end of the path in the WebJar. */
  private static final Map<String, String> VENDORED =
      new TreeMap<>(
          Map.of(
              "vendor/uplot.js", "uPlot.esm.js",
              "vendor/uplot.css", "uPlot.min.css",
              "vendor/uplot-licence.txt", "LICENSE",
              "vendor/swagger-ui.js", "swagger-ui-bundle.js",
              "vendor/swagger-ui.css", "swagger-ui.css"));

  private static final String INDEX = "/index.html";

  private BundleBuilder() {}

  /** Runs in the build. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("arguments: OWN WEBJARS TARGET");
    }
    build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
  }

  static BundleManifest build(Path own, Path webjars, Path target) throws IOException {
    Map<String, byte[]> files = read(own);
    for (Map.Entry<String, String> v : VENDORED.entrySet()) {
      files.put(v.getKey(), Files.readAllBytes(vendored(webjars, v.getValue())));
    }
    List<BundleManifest.Page> pages = new ArrayList<>();
    Map<String, byte[]> written = new TreeMap<>(files);
    Map<String, Set<String>> loaded = new TreeMap<>();
    for (String path : files.keySet()) {
      if (path.endsWith(INDEX)) {
        PageWriter page = new PageWriter(files, path);
        written.put(path, page.write());
        loaded.put(path.substring(0, path.length() - INDEX.length()), page.loaded());
      }
    }
    List<BundleManifest.File> hashes = new ArrayList<>();
    Map<String, String> sha384 = new TreeMap<>();
    written.forEach(
        (path, bytes) -> {
          String hash = Hashes.sha384(bytes);
          sha384.put(path, hash);
          hashes.add(new BundleManifest.File(path, hash, bytes.length));
        });
    loaded.forEach(
        (name, paths) -> {
          StringBuilder lines = new StringBuilder();
          paths.forEach(p -> lines.append(sha384.get(p)).append(' ').append(p).append('\n'));
          pages.add(
              new BundleManifest.Page(name, Hashes.sha256(lines.toString()), List.copyOf(paths)));
        });
    BundleManifest manifest = new BundleManifest(hashes, pages);
    write(target, written, manifest);
    return manifest;
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static Path vendored(Path webjars, String name) throws IOException {
    try (Stream<Path> all = Files.walk(webjars)) {
      List<Path> found = all.filter(p -> p.getFileName().toString().equals(name)).toList();
      if (found.size() != 1) {
        throw new IOException(webjars + " has " + name + " " + found.size() + " times, not once");
      }
      return found.getFirst();
    }
  }

  private static void write(Path target, Map<String, byte[]> files, BundleManifest manifest)
      throws IOException {
    clear(target);
    for (Map.Entry<String, byte[]> f : files.entrySet()) {
      Path file = target.resolve(f.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, f.getValue());
    }
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.write(target.resolve(BundleManifest.PATH), json.writeValueAsBytes(manifest));
  }

  /** No file of an earlier build may stay. */
  private static void clear(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> old = Files.walk(target)) {
      for (Path p : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
