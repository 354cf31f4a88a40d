package io.sharelens.node.scheme;

import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.plugin.ExtensionRegistry;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.RankingFactory;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.AggregatorFactory;
import io.sharelens.spi.federation.AggregatorFactory.AggregatorTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A scheme with its plugins found and checked to go together. Immutable; safe to share. */
public final class Scheme {
  private final SchemeFile file;
  private final String digest;
  private final BackboneFactory backbone;
  private final ComparisonFactory comparison;
  private final FeatureIndexFactory index;
  private final RankingFactory ranking;
  private final @Nullable AggregatorFactory aggregator;
  private final List<PluginIdentity> plugins;

  /**
   * @throws LensException USER: {@code missing-plugin}, {@code duplicate-plugin}, {@code
   *     incompatible-scheme} or {@code unknown-option}
   */
  public Scheme(SchemeFile file, PluginSource source) {
    this.file = file;
    this.digest = file.digest();
    var b = new ExtensionRegistry<>("backbone", BackboneFactory.class, source);
    var c = new ExtensionRegistry<>("comparison", ComparisonFactory.class, source);
    var i = new ExtensionRegistry<>("index", FeatureIndexFactory.class, source);
    var r = new ExtensionRegistry<>("ranking", RankingFactory.class, source);
    Provided<BackboneFactory> pb = b.get(file.backbone().plugin());
    Provided<ComparisonFactory> pc = c.get(file.comparison().plugin());
    Provided<FeatureIndexFactory> pi = i.get(file.index().plugin());
    Provided<RankingFactory> pr = r.get(file.ranking().plugin());
    backbone = pb.extension();
    comparison = pc.extension();
    index = pi.extension();
    ranking = pr.extension();
    var used = new TreeMap<String, PluginIdentity>();
    for (Provided<?> p : List.of(pb, pc, pi, pr)) {
      used.put(p.plugin().id(), p.plugin());
    }
    SchemeFile.Choice choice = file.aggregator();
    if (choice == null) {
      aggregator = null;
    } else {
      Provided<AggregatorFactory> pa =
          new ExtensionRegistry<>("aggregator", AggregatorFactory.class, source)
              .get(choice.plugin());
      aggregator = pa.extension();
      used.put(pa.plugin().id(), pa.plugin());
    }
    plugins = List.copyOf(used.values());
    SchemeCheck.check(this);
  }

  public String name() {
    return file.name();
  }

  public String digest() {
    return digest;
  }

  public SchemeFile file() {
    return file;
  }

  /** Whether node 3 computes on replicated shares; otherwise it deals for two servers. */
  public boolean threeServers() {
    return file.parties() == ReplicatedParty.PARTIES;
  }

  /**
   * The index with its options and sharing, in few words: rows of another one cannot be mixed with
   * its rows.
   */
  public String indexName() {
    SchemeFile.Choice choice = file.index();
    String options = choice.plugin() + "-" + CanonicalJson.digest(choice).substring(0, 16);
    return file.parties() == 2 ? options : options + "-r" + file.parties();
  }

  /** The plugins that this scheme uses, sorted by id: what nodes compare. */
  public List<PluginIdentity> plugins() {
    return plugins;
  }

  public BackboneFactory backbone() {
    return backbone;
  }

  public ComparisonFactory comparison() {
    return comparison;
  }

  public FeatureIndexFactory index() {
    return index;
  }

  public RankingFactory ranking() {
    return ranking;
  }

  /** How owners' updates are added up, with the scheme's options; empty without rounds. */
  public Optional<Aggregator> aggregator() {
    SchemeFile.Choice choice = file.aggregator();
    return aggregator == null || choice == null
        ? Optional.empty()
        : Optional.of(aggregator.create(choice.config()));
  }

  /** What that aggregation needs and reveals. */
  public Optional<AggregatorTraits> aggregatorTraits() {
    SchemeFile.Choice choice = file.aggregator();
    return aggregator == null || choice == null
        ? Optional.empty()
        : Optional.of(traits(aggregator.traits(choice.config())));
  }

  /** Taking a leaver's update out of a sum needs the truncation of a dealer. */
  private AggregatorTraits traits(AggregatorTraits t) {
    return threeServers()
        ? new AggregatorTraits(t.parties(), false, t.leakage(), t.openings(), t.source())
        : t;
  }

  /** Kinds of correlated randomness that the plugins add to the base kinds. */
  public List<Correlation> correlations() {
    List<Correlation> all = new ArrayList<>(comparison.correlations());
    all.addAll(ranking.correlations());
    return all;
  }

  /**
   * Checks that the index takes features of this encoding.
   *
   * @throws LensException USER with what the index says
   */
  public void checkFeatures(FeatureSpec features) {
    SchemeCheck.options(this, features);
  }

  /** The scheme's index without a session: it answers questions, but cannot compute. */
  public FeatureIndex idleIndex(FeatureSpec features) {
    return SchemeCheck.idleIndex(this, features);
  }

  /** What this scheme reveals to the nodes, one sentence for each source. */
  public List<String> leakage() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "every search: result ids, k, user, timing and sizes",
                comparison.name() + ": " + comparison.traits().leakage(),
                index.name() + ": " + index.traits(file.index().config()).leakage(),
                ranking.name() + ": " + ranking.traits().leakage()));
    if (file.sharedWeights()) {
      all.add("weights: the model's graph, its plan and sizes, but no weight");
    }
    SchemeFile.Choice choice = file.aggregator();
    aggregatorTraits()
        .ifPresent(t -> all.add((choice == null ? "" : choice.plugin()) + ": " + t.leakage()));
    return List.copyOf(all);
  }
}
