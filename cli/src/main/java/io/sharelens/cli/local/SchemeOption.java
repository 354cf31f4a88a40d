package io.sharelens.cli.local;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.scheme.SchemeFile.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A scheme by name or file, perhaps with single plugins replaced. */
public final class SchemeOption {
  private static final String FORM = "PLUGIN[:KEY=VALUE[,...]]";

  @Option(
      names = "--scheme",
      paramLabel = "NAME|FILE",
      description = "Scheme by name, or a YAML file (default: ${DEFAULT-VALUE}).")
  private String scheme;

  @Option(
      names = "--backbone",
      paramLabel = FORM,
      description = "Another backbone than the scheme's.")
  private @Nullable String backbone;

  @Option(
      names = "--comparison",
      paramLabel = FORM,
      description = "Another comparison protocol than the scheme's.")
  private @Nullable String comparison;

  @Option(names = "--index", paramLabel = FORM, description = "Another index than the scheme's.")
  private @Nullable String index;

  @Option(
      names = "--ranking",
      paramLabel = FORM,
      description = "Another ranking than the scheme's.")
  private @Nullable String ranking;

  /**
   * @param scheme taken where none is named
   */
  public SchemeOption(String scheme) {
    this.scheme = scheme;
  }

  /** With the default scheme. */
  public SchemeOption() {
    this(Distribution.DEFAULT_SCHEME);
  }

  /** Takes this scheme, whatever was the default. */
  public SchemeOption named(String name) {
    scheme = name;
    return this;
  }

  /** What was chosen. */
  public SchemeFile file(Distribution here) {
    return over(SchemeFile.read(here.scheme(scheme)));
  }

  /** A scheme with the plugins that were chosen in place of its own. */
  public SchemeFile over(SchemeFile base) {
    List<String> replaced = new ArrayList<>();
    SchemeFile changed =
        base.with(
            choice(backbone, base.backbone(), replaced),
            choice(comparison, base.comparison(), replaced),
            choice(index, base.index(), replaced),
            choice(ranking, base.ranking(), replaced));
    return replaced.isEmpty()
        ? base
        : changed.named(base.name() + "+" + String.join("+", replaced));
  }

  /**
   * A YAML file with what was chosen.
   *
   * @param folder where it goes if the scheme was changed
   */
  public Path yaml(Distribution here, Path folder) {
    SchemeFile chosen = file(here);
    Path base = here.scheme(scheme);
    if (chosen.equals(SchemeFile.read(base))) {
      return base;
    }
    try {
      Path yaml = folder.resolve("chosen-scheme.yaml");
      Files.writeString(yaml, CanonicalJson.text(chosen)); // JSON is YAML
      return yaml;
    } catch (IOException e) {
      throw LensException.resources("no-disk", "a scheme cannot be written: " + e, e);
    }
  }

  private static Choice choice(@Nullable String text, Choice otherwise, List<String> replaced) {
    if (text == null) {
      return otherwise;
    }
    int colon = text.indexOf(':');
    String plugin = colon < 0 ? text : text.substring(0, colon);
    Map<String, String> options = new TreeMap<>();
    if (colon >= 0) {
      for (String pair : text.substring(colon + 1).split(",")) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw LensException.user("bad-option", "'" + text + "' is not of the form " + FORM);
        }
        options.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    replaced.add(plugin);
    return new Choice(plugin, options);
  }
}
