package io.sharelens.node.choice;

import io.sharelens.api.PluginInfo;
import io.sharelens.api.PluginOffer;
import io.sharelens.api.PluginOffer.OptionInfo;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginConfig;
import io.sharelens.spi.PluginPoint;
import io.sharelens.spi.RankingFactory;
import io.sharelens.spi.federation.AggregatorFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loaded plugins by place, with what they say of themselves. */
final class PluginOffers {
  private final PluginSource plugins;
  private final AcceptanceCheck accept;

  PluginOffers(PluginSource plugins, AcceptanceCheck accept) {
    this.plugins = plugins;
    this.accept = accept;
  }

  /** What a plugin says of itself with usual options. */
  private record Traits(
      @Nullable Integer parties,
      boolean dealer,
      @Nullable String leakage,
      List<String> openings,
      @Nullable String source) {}

  Map<String, List<PluginOffer>> all() {
    Map<String, List<PluginOffer>> places = new LinkedHashMap<>();
    places.put(
        "backbone", of(BackboneFactory.class, b -> new Traits(null, false, null, List.of(), null)));
    places.put("comparison", of(ComparisonFactory.class, PluginOffers::traits));
    places.put("index", of(FeatureIndexFactory.class, PluginOffers::traits));
    places.put("ranking", of(RankingFactory.class, PluginOffers::traits));
    places.put("aggregator", of(AggregatorFactory.class, PluginOffers::traits));
    return places;
  }

  /** Extensions of a point, by name. */
  <T extends PluginPoint> List<T> named(Class<T> point) {
    return plugins.extensions(point).stream()
        .map(Provided::extension)
        .sorted(Comparator.comparing(PluginPoint::name))
        .toList();
  }

  private static Traits traits(ComparisonFactory c) {
    var t = c.traits();
    return new Traits(t.parties(), t.dealer(), t.leakage(), List.of(), t.source());
  }

  private static Traits traits(FeatureIndexFactory i) {
    var t = i.traits(usual(i));
    return new Traits(null, false, t.leakage(), t.openings(), t.source());
  }

  private static Traits traits(RankingFactory r) {
    var t = r.traits();
    return new Traits(t.dealer() ? 2 : null, t.dealer(), t.leakage(), t.openings(), t.source());
  }

  private static Traits traits(AggregatorFactory a) {
    var t = a.traits(usual(a));
    // Nodes 1 and 2 add updates up whatever else a scheme computes.
    return new Traits(null, false, t.leakage(), t.openings(), t.source());
  }

  private <T extends PluginPoint> List<PluginOffer> of(Class<T> point, Function<T, Traits> traits) {
    List<PluginOffer> offers = new ArrayList<>();
    for (Provided<T> p : plugins.extensions(point)) {
      offers.add(offer(p, traits.apply(p.extension())));
    }
    offers.sort(Comparator.comparing(PluginOffer::name));
    return offers;
  }

  private <T extends PluginPoint> PluginOffer offer(Provided<T> provided, Traits traits) {
    T extension = provided.extension();
    PluginIdentity plugin = provided.plugin();
    Optional<String> refused = accept.plugin(plugin);
    if (refused.isEmpty() && traits.leakage() != null) {
      refused = accept.leakage(extension.name());
    }
    return new PluginOffer(
        extension.name(),
        new PluginInfo(plugin.id(), plugin.version(), plugin.sha256()),
        plugins.description(plugin),
        traits.parties(),
        traits.dealer(),
        traits.leakage(),
        traits.openings(),
        traits.source(),
        extension.fixedCost(usual(extension)),
        extension.options().stream()
            .map(o -> new OptionInfo(o.name(), o.usual(), o.values(), o.meaning()))
            .toList(),
        refused
            .map(
                what ->
                    new Refusal(
                        AcceptanceCheck.CODE,
                        "it is " + what + " is accepted by this node's configuration"))
            .orElse(null));
  }

  private static PluginConfig usual(PluginPoint extension) {
    return PluginConfig.empty(extension.name());
  }
}
