package io.sharelens.node.choice;

import io.sharelens.api.PluginChoice;
import io.sharelens.api.SchemeChoice;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.ExtensionRegistry;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.scheme.SchemeFile.Choice;
import io.sharelens.spi.ComparisonFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a scheme together from what an administrator chose. */
public final class ChosenScheme {
  private final SchemeCatalogue catalogue;
  private final PluginSource plugins;

  public ChosenScheme(SchemeCatalogue catalogue, PluginSource plugins) {
    this.catalogue = catalogue;
    this.plugins = plugins;
  }

  /**
   * The scheme; whether this node can run it is not looked at.
   *
   * @throws LensException USER {@code unknown-scheme}, {@code missing-plugin}, {@code bad-scheme}
   */
  public SchemeFile of(SchemeChoice choice) {
    SchemeFile base = base(choice.scheme());
    List<String> replaced = new ArrayList<>();
    Choice backbone = chosen(choice.backbone(), base.backbone(), replaced);
    Choice comparison = chosen(choice.comparison(), base.comparison(), replaced);
    Choice index = chosen(choice.index(), base.index(), replaced);
    Choice ranking = chosen(choice.ranking(), base.ranking(), replaced);
    Choice now = base.aggregator();
    Choice aggregator =
        choice.aggregator() == null ? now : chosen(choice.aggregator(), now, replaced);
    Integer wanted = choice.parties();
    int parties =
        wanted != null
            ? wanted
            : comparison.equals(base.comparison()) ? base.parties() : parties(comparison);
    String weights = choice.weights() == null ? weights(base) : choice.weights();
    if (!weights.equals(weights(base))) {
      replaced.add(weights + "-weights");
    }
    String name = choice.name();
    if (name == null) {
      name = replaced.isEmpty() ? base.name() : base.name() + "+" + String.join("+", replaced);
    }
    return new SchemeFile(name, parties, backbone, comparison, index, ranking, aggregator, weights);
  }

  private SchemeFile base(@Nullable String name) {
    if (name == null) {
      return catalogue.serving();
    }
    for (SchemeFile f : catalogue.named()) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    if (catalogue.serving().name().equals(name)) {
      return catalogue.serving();
    }
    throw LensException.user(
        "unknown-scheme",
        "this node knows no scheme '%s'; it knows %s"
            .formatted(name, catalogue.named().stream().map(SchemeFile::name).toList()));
  }

  private static Choice chosen(
      @Nullable PluginChoice wanted, @Nullable Choice base, List<String> replaced) {
    if (wanted == null) {
      if (base == null) {
        throw LensException.user("bad-scheme", "a scheme needs a plugin in each place");
      }
      return base;
    }
    if (wanted.plugin() == null) {
      throw LensException.user("bad-scheme", "a choice needs 'plugin'");
    }
    Choice choice = new Choice(wanted.plugin(), wanted.options());
    if (!choice.equals(base)) {
      replaced.add(choice.plugin());
    }
    return choice;
  }

  private int parties(Choice comparison) {
    return new ExtensionRegistry<>("comparison", ComparisonFactory.class, plugins)
        .get(comparison.plugin())
        .extension()
        .traits()
        .parties();
  }

  private static String weights(SchemeFile file) {
    return file.sharedWeights() ? SchemeFile.SHARED : SchemeFile.PUBLIC;
  }
}
