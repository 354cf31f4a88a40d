package io.sharelens.cli.evaluate.federated;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.node.scheme.SchemeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederatedSchemeTest {
  static Settings settings() {
    return new Settings(
        List.of(5), 3, 2, Split.parse("iid"), 16, 0.002, 0.9, 5e-4, 0.25, 1, 100, 1000, true, true);
  }

  private static LabelledPictures part(int pictures) {
    return new LabelledPictures(
        List.of("a"), Collections.nCopies(pictures, Path.of("p")), new int[pictures]);
  }

  @Test
  void changesTheAggregatorsOptionsAndNothingElse(@TempDir Path folder) throws Exception {
    Path base = folder.resolve("base.yaml");
    Files.writeString(
        base,
        """
        name: given
        parties: 2
        backbone: {plugin: model-squeezenet, options: {pooling: ceil}}
        comparison: {plugin: cmp-lut}
        index: {plugin: index-flat, options: {normalisation: l2}}
        ranking: {plugin: oblivious-topk}
        aggregator: {plugin: other, options: {optimiser: momentum, rate: 1}}
        """);

    List<LabelledPictures> parts = List.of(part(60), part(215), part(83), part(84), part(58));
    Path written = FederatedScheme.write(base, folder.resolve("new.yaml"), settings(), parts);

    SchemeFile before = SchemeFile.read(base);
    SchemeFile after = SchemeFile.read(written);
    assertThat(after.backbone()).isEqualTo(before.backbone());
    assertThat(after.index()).isEqualTo(before.index());
    assertThat(after.ranking()).isEqualTo(before.ranking());
    assertThat(after.comparison()).isEqualTo(before.comparison());
    assertThat(after.name()).isEqualTo("given");
    SchemeFile.Choice aggregator = Objects.requireNonNull(after.aggregator());
    assertThat(aggregator.plugin()).isEqualTo("other");
    assertThat(aggregator.config().options())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "optimiser", "momentum",
                "rate", "0.002",
                "min-owners", "5",
                "max-owners", "5",
                "max-pictures", "215",
                "local-epochs", "2",
                "batch", "16",
                "momentum", "0.9",
                "weight-decay", "5.0E-4",
                "proximal", "0.25"));
  }
}
