package io.sharelens.node.choice;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.SchemeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemes that come with a node: those of its distribution, or those beside its own. */
public final class NamedSchemes {
  private static final Logger LOG = LoggerFactory.getLogger(NamedSchemes.class);
  private static final Path PLACE = Path.of("etc", "schemes");

  private NamedSchemes() {}

  /**
   * Schemes by name, each name once.
   *
   * @param plugins the folder of plugins; a distribution has {@code etc/schemes} beside it
   * @param configured the scheme that the node was started with; taken alone where there is none
   */
  public static List<SchemeFile> of(Path plugins, SchemeFile configured) {
    Path folder = plugins.toAbsolutePath().resolveSibling(PLACE);
    List<SchemeFile> schemes = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        try {
          add(schemes, SchemeFile.read(file));
        } catch (LensException e) {
          LOG.warn("the scheme {} is left out: {}", file, e.getMessage());
        }
      }
    }
    add(schemes, configured);
    return List.copyOf(schemes);
  }

  private static void add(List<SchemeFile> schemes, SchemeFile file) {
    if (schemes.stream().noneMatch(s -> s.name().equals(file.name()))) {
      schemes.add(file);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      LOG.warn("the schemes in {} cannot be listed: {}", folder, e.getMessage());
      return List.of();
    }
  }
}
