package io.sharelens.node.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.PluginChoice;
import io.sharelens.api.PluginOffer;
import io.sharelens.api.SchemeChoice;
import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeView.Refusal;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.runtime.ClassPathPlugins;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemeCatalogueTest {
  private static final SchemeFile PAPER =
      SchemeFile.parse(
          """
          name: paper
          parties: 2
          backbone: {plugin: model-vgg11}
          comparison: {plugin: cmp-threemul}
          index: {plugin: index-flat, options: {normalisation: sum}}
          ranking: {plugin: masked-affine}
          """,
          "test");
  private static final SchemeFile THREE =
      SchemeFile.parse(
          """
          name: three
          parties: 3
          backbone: {plugin: model-vgg11}
          comparison: {plugin: cmp-adder}
          index: {plugin: index-flat}
          ranking: {plugin: oblivious-topk}
          aggregator: {plugin: fl-aggregator, options: {min-owners: '5'}}
          """,
          "test");

  private final PluginSource plugins = new ClassPathPlugins("hash");

  @Test
  void tellsWhatGoesWithWhatAndWhyNot() {
    SchemeOptions options = catalogue(Acceptance.all()).options();

    assertThat(refused(options, "cmp-threemul", "index-flat", "masked-affine", 2)).isNull();
    assertThat(refused(options, "cmp-adder", "index-hierarchical", "oblivious-topk", 3)).isNull();
    assertThat(refused(options, "cmp-adder", "index-flat", "masked-affine", 3))
        .satisfies(r -> assertThat(r.code()).isEqualTo("incompatible-scheme"))
        .satisfies(r -> assertThat(r.reason()).contains("masked-affine needs a dealer"));
    assertThat(refused(options, "cmp-threemul", "index-flat", "oblivious-topk", 3).reason())
        .contains("cmp-threemul needs 2 servers");
    assertThat(options.serving().name()).isEqualTo("paper");
    assertThat(options.schemes()).extracting("name").containsExactly("paper", "three");
    assertThat(options.schemes().getLast().leakage()).hasSize(5);
    assertThat(options.weights())
        .extracting(w -> w.weights() + " " + (w.refused() == null))
        .containsExactly("public true", "shared false");
  }

  @Test
  void tellsWhatThisNodeDoesNotAccept() {
    Acceptance accept =
        new Acceptance(List.of("cmp-threemul", "cmp-adder", "index-flat", "oblivious-topk"), null);
    SchemeOptions options = catalogue(accept).options();

    assertThat(refused(options, "cmp-threemul", "index-flat", "oblivious-topk", 2)).isNull();
    assertThat(refused(options, "cmp-threemul", "index-flat", "masked-affine", 2))
        .satisfies(r -> assertThat(r.code()).isEqualTo("not-accepted"))
        .satisfies(r -> assertThat(r.reason()).contains("the leakage of masked-affine"));
    assertThat(options.serving().refused()).isNotNull();
    assertThat(options.serving().leakage()).isEmpty();
    assertThat(offer(options, "ranking", "masked-affine").refused()).isNotNull();
    assertThat(offer(options, "ranking", "oblivious-topk").refused()).isNull();
  }

  @Test
  void listsPluginsWithOptionsThatTheyTake() {
    SchemeOptions options = catalogue(Acceptance.all()).options();

    assertThat(options.places().keySet())
        .containsExactly("backbone", "comparison", "index", "ranking", "aggregator");
    assertThat(offer(options, "comparison", "cmp-adder").parties()).isEqualTo(3);
    assertThat(offer(options, "comparison", "cmp-threemul").dealer()).isTrue();
    assertThat(offer(options, "ranking", "oblivious-topk").fixedCost()).isFalse();
    assertThat(offer(options, "ranking", "masked-affine").fixedCost()).isTrue();
    assertThat(offer(options, "index", "index-flat").options())
        .extracting("name", "usual")
        .containsExactly(org.assertj.core.groups.Tuple.tuple("normalisation", "l2"));
    // What is listed as usual can be written down: the scheme is the same kind of scheme.
    options
        .places()
        .forEach(
            (place, offers) ->
                offers.stream()
                    .filter(o -> !o.options().isEmpty())
                    .forEach(o -> assertThat(resolved(place, o)).isNotNull()));
  }

  @Test
  void yamlOfASchemeIsThatScheme() {
    for (SchemeFile f : List.of(PAPER, THREE)) {
      assertThat(SchemeFile.parse(f.yaml(), "again").digest()).isEqualTo(f.digest());
    }
  }

  @Test
  void aChoiceReplacesPluginsOfAScheme() {
    ChosenScheme chosen = new ChosenScheme(catalogue(Acceptance.all()), plugins);

    assertThat(chosen.of(SchemeChoice.named(null))).isEqualTo(PAPER);
    assertThat(chosen.of(SchemeChoice.named("three"))).isEqualTo(THREE);
    SchemeFile ranked = chosen.of(choice(null, null, new PluginChoice("oblivious-topk", null)));
    assertThat(ranked.name()).isEqualTo("paper+oblivious-topk");
    assertThat(ranked.index()).isEqualTo(PAPER.index());
    // Three servers follow from a comparison that needs them.
    SchemeFile three =
        chosen.of(
            choice(
                null,
                new PluginChoice("cmp-adder", Map.of()),
                new PluginChoice("oblivious-topk", null)));
    assertThat(three.parties()).isEqualTo(3);
    assertThat(new Scheme(three, plugins).threeServers()).isTrue();
    assertThatThrownBy(() -> chosen.of(SchemeChoice.named("nothing")))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("[paper, three]");
    assertThatThrownBy(() -> chosen.of(choice(null, new PluginChoice("cmp-none", null), null)))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("cmp-none");
  }

  @Test
  void leakageIsOneSentence() {
    assertThat(LeakageSentence.of(new Scheme(PAPER, plugins)))
        .contains("besides, the two servers learn the sum", "greatest common divisor")
        .endsWith(".");
    assertThat(LeakageSentence.of(new Scheme(THREE, plugins)))
        .isEqualTo(
            "A search shows the nodes who asks, k, the returned ids, times and sizes; besides, the"
                + " nodes learn the set of returned ids, so that a repeated query can be linked.");
  }

  @Test
  void schemesOfADistributionLieBesideItsPlugins(@TempDir Path home) throws Exception {
    Path folder = Files.createDirectories(home.resolve("etc/schemes"));
    Files.writeString(folder.resolve("three.yaml"), THREE.yaml());
    Files.writeString(folder.resolve("broken.yaml"), "name: [");

    assertThat(NamedSchemes.of(home.resolve("plugins"), PAPER)).containsExactly(THREE, PAPER);
    assertThat(NamedSchemes.of(home.resolve("elsewhere/plugins"), PAPER)).containsExactly(PAPER);
  }

  private static SchemeChoice choice(
      @Nullable String scheme, @Nullable PluginChoice comparison, @Nullable PluginChoice ranking) {
    return new SchemeChoice(scheme, null, null, comparison, null, ranking, null, null, null);
  }

  /** A scheme with this plugin, all its options at their usual values. */
  private Scheme resolved(String place, PluginOffer offer) {
    Map<String, String> usual = new TreeMap<>();
    offer.options().stream()
        .filter(o -> !o.usual().isEmpty())
        .forEach(o -> usual.put(o.name(), o.usual()));
    PluginChoice all = new PluginChoice(offer.name(), usual);
    SchemeChoice choice =
        new SchemeChoice(
            null,
            null,
            place.equals("backbone") ? all : null,
            place.equals("comparison") ? all : null,
            place.equals("index") ? all : null,
            place.equals("ranking") ? all : null,
            place.equals("aggregator") ? all : null,
            null,
            null);
    return new Scheme(new ChosenScheme(catalogue(Acceptance.all()), plugins).of(choice), plugins);
  }

  private SchemeCatalogue catalogue(Acceptance accept) {
    return new SchemeCatalogue(
        plugins,
        () -> PAPER,
        new AcceptanceCheck(accept),
        List.of(PAPER, THREE),
        shared -> shared ? new Refusal("public-weights", "they are public") : null);
  }

  private static @Nullable Refusal refused(
      SchemeOptions options, String comparison, String index, String ranking, int parties) {
    return options.combinations().stream()
        .filter(c -> c.comparison().equals(comparison) && c.index().equals(index))
        .filter(c -> c.ranking().equals(ranking) && c.parties() == parties)
        .findFirst()
        .orElseThrow()
        .refused();
  }

  private static PluginOffer offer(SchemeOptions options, String place, String name) {
    return options.places().get(place).stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
