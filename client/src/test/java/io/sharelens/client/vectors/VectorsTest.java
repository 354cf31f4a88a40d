package io.sharelens.client.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.query.NodeAnswer;
import io.sharelens.client.query.SearchTimes;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.split.TensorSharer;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.graph.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This client computes what the shared vectors say; the search page is held to the same ones. */
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static Vectors vectors;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    vectors = Vectors.read();
  }

  @Test
  void picturesBecomeTheseWords() throws IOException {
    for (Vectors.Picture p : vectors.pictures()) {
      assertThat(words(Vectors.bytes(p.file()), input(p)))
          .as(p.file() + " for " + p.input())
          .containsExactly(p.words().stream().mapToInt(w -> w).toArray());
    }
  }

  /** A JPEG picture among them would be no use if it were grey all over. */
  @Test
  void theWordsAreOfAllKinds() {
    for (Vectors.Picture p : vectors.pictures()) {
      assertThat(p.words()).as(p.file()).hasSize(3 * input(p).size() * input(p).size());
      assertThat(p.words().stream().distinct().count()).as(p.file()).isGreaterThan(20);
    }
    assertThat(vectors.pictures())
        .as("clamped words")
        .anyMatch(p -> p.words().contains(input(p).bound()))
        .anyMatch(p -> p.words().contains(-input(p).bound()));
  }

  @Test
  void seedsBecomeTheseStreams() throws NoSuchAlgorithmException {
    for (Vectors.Stream s : vectors.streams()) {
      byte[] bytes = new byte[s.length()];
      new Prg(Seed.of(HEX.parseHex(s.seed())), s.stream()).bytes(bytes);
      byte[] first = HEX.parseHex(s.first());
      assertThat(Arrays.copyOf(bytes, first.length)).isEqualTo(first);
      assertThat(MessageDigest.getInstance("SHA-256").digest(bytes))
          .isEqualTo(HEX.parseHex(s.sha256()));
    }
  }

  @Test
  void queriesBecomeTheseShares() {
    for (Vectors.Share s : vectors.shares()) {
      int[] words = s.words().stream().mapToInt(w -> w).toArray();
      int[] second = TensorSharer.correction(Seed.of(HEX.parseHex(s.seed())), words);
      assertThat(HEX.formatHex(TensorSharer.bytes(second))).isEqualTo(s.second());
    }
  }

  @Test
  void answersAddUpToThesePictures() throws IOException {
    NodeAnswer first = answer(1, vectors.search().first());
    NodeAnswer second = answer(2, vectors.search().second());
    SearchTimes times = new SearchTimes(0, 0, 0, 0, 0);
    try (SearchOutcome outcome = SearchOutcome.of(first, second, times, folder.resolve("none"))) {
      assertThat(outcome.pictures()).hasSameSizeAs(vectors.search().found());
      for (int i = 0; i < outcome.pictures().size(); i++) {
        FoundPicture picture = outcome.pictures().get(i);
        Vectors.Found found = vectors.search().found().get(i);
        assertThat(List.of(picture.rank(), picture.id(), picture.owner(), picture.score()))
            .isEqualTo(List.of(found.rank(), found.id(), found.owner(), found.score()));
        assertThat(Base64.getEncoder().encodeToString(picture.content()))
            .isEqualTo(found.content());
      }
    }
  }

  private NodeAnswer answer(int node, String base64) throws IOException {
    Path file = folder.resolve("answer" + node);
    Files.write(file, Base64.getDecoder().decode(base64));
    return NodeAnswer.read("node " + node, file);
  }

  private static Vectors.Input input(Vectors.Picture picture) {
    Vectors.Input input = vectors.inputs().get(picture.input());
    assertThat(input).as(picture.input()).isNotNull();
    return input;
  }

  static int[] words(byte[] file, Vectors.Input in) {
    PictureReader reader = new PictureReader(PictureLimits.standard());
    Preprocessor preprocessor =
        new Preprocessor(new Preprocessing(in.size(), in.scale(), in.mean(), in.std()));
    FixedPointPlan plan =
        new FixedPointPlan(in.fractionBits(), in.bound(), 1, Map.of(), new FeatureSpec(1, 0, 1, 1));
    return new InputCodec(plan).encode(preprocessor.tensor(reader.decode("vector", file)));
  }
}
