package io.sharelens.node.choice;

import io.sharelens.api.PluginChoice;
import io.sharelens.api.PluginOffer;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeOptions.Combination;
import io.sharelens.api.SchemeOptions.WeightsOffer;
import io.sharelens.api.SchemeView;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.scheme.SchemeFile.Choice;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.RankingFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What schemes can be made of at this node. Plugins and what the node accepts are fixed while it
 * runs, so that the matrix is made once. Thread-safe.
 */
public final class SchemeCatalogue {
  private static final int[] PARTIES = {2, 3};

  private final PluginSource plugins;
  private final Supplier<SchemeFile> serving;
  private final AcceptanceCheck accept;
  private final List<SchemeFile> named;
  private final WeightsFit weights;
  private @Nullable Fixed fixed;

  /**
   * @param serving the scheme that searches use
   * @param named schemes that come with the node
   * @param weights says which kinds of weights the published model has
   */
  public SchemeCatalogue(
      PluginSource plugins,
      Supplier<SchemeFile> serving,
      AcceptanceCheck accept,
      List<SchemeFile> named,
      WeightsFit weights) {
    this.plugins = plugins;
    this.serving = serving;
    this.accept = accept;
    this.named = List.copyOf(named);
    this.weights = weights;
  }

  /** Why the published model does not fit schemes of shared or of public weights. */
  @FunctionalInterface
  public interface WeightsFit {
    /** Null if it fits. */
    @Nullable Refusal refusal(boolean shared);
  }

  private record Fixed(
      List<SchemeView> schemes,
      Map<String, List<PluginOffer>> places,
      List<Combination> combinations) {}

  /** All of it, where no other scheme served before. */
  public SchemeOptions options() {
    return options(null);
  }

  /**
   * All of it.
   *
   * @param former the scheme that served before
   */
  public SchemeOptions options(@Nullable SchemeFile former) {
    Fixed f = fixed();
    return new SchemeOptions(
        view(serving.get()),
        former == null ? null : view(former),
        f.schemes(),
        f.places(),
        f.combinations(),
        List.of(
            new WeightsOffer(SchemeFile.PUBLIC, weights.refusal(false)),
            new WeightsOffer(SchemeFile.SHARED, weights.refusal(true))));
  }

  /** The schemes that can be named. */
  List<SchemeFile> named() {
    return named;
  }

  SchemeFile serving() {
    return serving.get();
  }

  private synchronized Fixed fixed() {
    Fixed known = fixed;
    if (known == null) {
      PluginOffers offers = new PluginOffers(plugins, accept);
      known =
          new Fixed(named.stream().map(this::view).toList(), offers.all(), combinations(offers));
      fixed = known;
    }
    return known;
  }

  private List<Combination> combinations(PluginOffers offers) {
    Choice backbone = serving.get().backbone();
    List<Combination> all = new ArrayList<>();
    for (int parties : PARTIES) {
      for (ComparisonFactory c : offers.named(ComparisonFactory.class)) {
        for (FeatureIndexFactory i : offers.named(FeatureIndexFactory.class)) {
          for (RankingFactory r : offers.named(RankingFactory.class)) {
            SchemeFile file =
                new SchemeFile(
                    "of these plugins",
                    parties,
                    backbone,
                    new Choice(c.name(), null),
                    new Choice(i.name(), null),
                    new Choice(r.name(), null),
                    null,
                    null);
            all.add(new Combination(c.name(), i.name(), r.name(), parties, refusal(file)));
          }
        }
      }
    }
    return all;
  }

  /** Why this node cannot or may not run a scheme; null if it can. */
  private @Nullable Refusal refusal(SchemeFile file) {
    try {
      check(file);
      return null;
    } catch (LensException e) {
      return new Refusal(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The scheme with this node's plugins.
   *
   * @throws LensException USER why this node cannot or may not run it
   */
  public Scheme check(SchemeFile file) {
    Scheme scheme = new Scheme(file, plugins);
    accept.check(scheme);
    return scheme;
  }

  /** A scheme as this node sees it. */
  public SchemeView view(SchemeFile file) {
    Refusal refused = refusal(file);
    Map<String, PluginChoice> places = new LinkedHashMap<>();
    places.put("backbone", choice(file.backbone()));
    places.put("comparison", choice(file.comparison()));
    places.put("index", choice(file.index()));
    places.put("ranking", choice(file.ranking()));
    Choice aggregator = file.aggregator();
    if (aggregator != null) {
      places.put("aggregator", choice(aggregator));
    }
    return new SchemeView(
        file.name(),
        file.digest(),
        file.parties(),
        file.parties() == 2,
        file.sharedWeights() ? SchemeFile.SHARED : SchemeFile.PUBLIC,
        places,
        file.yaml(),
        refused,
        refused == null ? new Scheme(file, plugins).leakage() : List.of());
  }

  private static PluginChoice choice(Choice choice) {
    return new PluginChoice(choice.plugin(), choice.options());
  }
}
