package io.sharelens.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.ModelInfo;
import io.sharelens.api.NodeInfo;
import io.sharelens.api.SearchCost;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakeNode.Request;
import io.sharelens.client.FakeSearch.Stored;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.report.ContactSheet;
import io.sharelens.client.split.Streams;
import io.sharelens.inference.InputCodec;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchClientTest {
  @TempDir Path folder;

  private FakePlatform platform;
  private SearchClient client;
  private byte[] query;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(folder);
    client = SearchClient.open(platform.deployment());
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      image.setRGB(x, x / 2, 0x123456 * x);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    query = out.toByteArray();
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  private FakeSearch search() {
    FakeSearch search =
        new FakeSearch(
            platform.model().sha256(),
            List.of(
                new Stored("far", "ann", 900, new byte[] {1, 2, 3}),
                new Stored("near", "bob", -5, query),
                new Stored("mid", "ann", 300, new byte[0])));
    platform.behave(search);
    return search;
  }

  @Test
  void ordersByReconstructedScoreAndGivesTheFilesBack() {
    search();

    try (SearchOutcome outcome = client.search("query", query, 3)) {
      assertThat(outcome.pictures())
          .extracting(FoundPicture::id)
          .containsExactly("near", "mid", "far");
      assertThat(outcome.pictures()).extracting(FoundPicture::score).containsExactly(-5, 300, 900);
      assertThat(outcome.pictures()).extracting(FoundPicture::rank).containsExactly(1, 2, 3);
      assertThat(outcome.pictures().getFirst().content()).isEqualTo(query);
      assertThat(outcome.pictures().getLast().content()).containsExactly(1, 2, 3);
      assertThat(outcome.costs()).extracting(SearchCost::rounds).containsExactly(10L, 10L);
    }
  }

  @Test
  void eachNodeGetsOneShareOfTheQueryAndTheyAddUp() {
    FakeSearch search = search();

    client.search("query", query, 3).close();

    Request first = search.last(1);
    Request second = search.last(2);
    assertThat(first.query()).isEqualTo(second.query()).contains("k=3", "epoch=1&epochDigest=d1");
    assertThat(first.body()).hasSize(Seed.BYTES);
    float[] tensor =
        new Preprocessor(platform.model().graph().preprocessing())
            .tensor(new PictureReader(PictureLimits.standard()).decode("q", query));
    int[] expected = new InputCodec(platform.model().plan()).encode(tensor);
    int[] words = new int[expected.length];
    new Prg(Seed.of(first.body()), Streams.TENSOR).ints(words);
    int[] other = new int[words.length];
    ByteBuffer.wrap(second.body()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(other);
    Arrays.setAll(words, i -> words[i] + other[i]);
    assertThat(words).isEqualTo(expected);
    assertThat(first.token()).isEqualTo("Bearer token1");
    assertThat(second.token()).isEqualTo("Bearer token2");
    assertThat(platform.node(3).requests()).extracting(Request::line).containsOnly("GET /v1/info");
  }

  @Test
  void everySearchHasFreshShares() {
    FakeSearch search = search();
    client.search("query", query, 1).close();
    byte[] seed = search.last(1).body();
    byte[] correction = search.last(2).body();

    client.search("query", query, 1).close();

    assertThat(search.last(1).body()).isNotEqualTo(seed);
    assertThat(search.last(2).body()).isNotEqualTo(correction);
  }

  @Test
  void theModelIsDownloadedOnce() {
    search();
    client.search("query", query, 1).close();
    client.search("query", query, 1).close();

    assertThat(platform.node(1).requests())
        .filteredOn(r -> r.path().startsWith("/v1/models/"))
        .hasSize(1);
  }

  @Test
  void aDamagedCacheIsReplaced() throws IOException {
    search();
    client.search("query", query, 1).close();
    Path cached =
        folder.resolve("cache/models").resolve(platform.model().sha256() + ".safetensors");
    Files.write(cached, new byte[] {1});
    try (SearchClient other = SearchClient.open(platform.deployment())) {
      other.search("query", query, 1).close();
    }
    assertThat(Files.size(cached)).isGreaterThan(1);
  }

  @Test
  void nodesThatDisagreeGetNoShare() {
    FakeSearch search = search();
    NodeInfo i = platform.info(2, 1, "d1");
    platform.say(
        new NodeInfo(
            2,
            i.name(),
            i.version(),
            1,
            "other",
            i.schemeDigest(),
            2,
            i.plugins(),
            i.model(),
            i.epoch(),
            i.limits(),
            i.categories(),
            i.leakage()));
    assertFails(3, "nodes-disagree", "scheme", "flsir", "other");

    platform.say(platform.info(2, 2, "d2"));
    assertFails(3, "nodes-disagree", "epoch", "number 1", "number 2");

    platform.say(
        new NodeInfo(
            2,
            i.name(),
            i.version(),
            1,
            i.scheme(),
            i.schemeDigest(),
            2,
            i.plugins(),
            new ModelInfo(1, "ff"),
            i.epoch(),
            i.limits(),
            i.categories(),
            i.leakage()));
    assertFails(3, "nodes-disagree", "model");

    platform.say(
        new NodeInfo(
            2,
            i.name(),
            i.version(),
            1,
            i.scheme(),
            i.schemeDigest(),
            2,
            List.of(),
            i.model(),
            i.epoch(),
            i.limits(),
            i.categories(),
            i.leakage()));
    assertFails(3, "nodes-disagree", "plugins");
    assertThat(search.last(1)).isNull();
    assertThat(search.last(2)).isNull();
  }

  @Test
  void swappedAddressesAreNoticed() {
    platform.node(1).behave(r -> Answer.json(platform.info(2, 1, "d1")));

    assertFails(3, "wrong-node", "node 1", "it is node 2");
  }

  @Test
  void aBadKIsRefusedHere() {
    FakeSearch search = search();

    assertFails(0, "bad-k", "at least 1");
    assertFails(21, "bad-k", "at most 20");
    assertThat(search.last(1)).isNull();
  }

  @Test
  void aRefusalNamesTheNode() {
    FakeSearch search = search();
    platform.behave(
        (node, request) ->
            node == 2
                ? Answer.problem(403, "no-grant", "no owner has granted you anything")
                : search.answer(node, request));

    assertFails(3, "no-grant", "node 2", "granted");
  }

  @Test
  void aNodeThatIsDownEndsTheSearchAtOnce() {
    platform.node(3).close();
    long begin = System.nanoTime();

    assertFails(3, "node-unreachable", "node 3");
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(9);
  }

  @Test
  void aNewEpochInBetweenIsMet() {
    FakeSearch search = search();
    AtomicInteger calls = new AtomicInteger();
    platform.behave(
        (node, request) ->
            node == 1 && calls.getAndIncrement() == 0
                ? Answer.problem(409, "epoch-differs", "epoch 1 is gone")
                : search.answer(node, request));

    try (SearchOutcome outcome = client.search("query", query, 3)) {
      assertThat(outcome.pictures()).hasSize(3);
    }
  }

  @Test
  void answersThatDoNotBelongTogetherAreRefused() {
    FakeSearch one = search();
    FakeSearch two =
        new FakeSearch(
            platform.model().sha256(), List.of(new Stored("other", "bob", 1, new byte[3])));
    platform.behave((node, request) -> (node == 1 ? one : two).answer(node, request));

    assertFails(3, "shares-differ", "different");
  }

  @Test
  void aShortAnswerIsRefused() {
    FakeSearch search = search();
    platform.behave(
        (node, request) -> {
          Answer whole = search.answer(node, request);
          return new Answer(
              200, whole.type(), Arrays.copyOf(whole.body(), whole.body().length - node + 1));
        });

    assertFails(3, "bad-answer", "node 2");
  }

  @Test
  void theContactSheetEscapesWhatOthersWrote() throws IOException {
    platform.behave(
        new FakeSearch(
            platform.model().sha256(), List.of(new Stored("../<b>evil", "\"><script>", 1, query))));

    try (SearchOutcome outcome = client.search("query", query, 1)) {
      Path index = ContactSheet.write(folder.resolve("out"), query, outcome);

      String html = Files.readString(index);
      assertThat(html).doesNotContain("<script>", "<b>evil").contains("&lt;script&gt;");
      try (var files = Files.list(folder.resolve("out"))) {
        assertThat(files.map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrder(
                "index.html", "query.png", "01-___script_-___" + "_b_evil.png");
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().contains("evil"))).isEmpty();
    }
  }

  @Test
  void closingRemovesTheShares() {
    search();
    SearchOutcome outcome = client.search("query", query, 3);
    FoundPicture picture = outcome.pictures().getFirst();
    outcome.close();

    assertThatThrownBy(picture::content).isInstanceOf(LensException.class);
  }

  private void assertFails(int k, String code, String... inMessage) {
    assertThatThrownBy(() -> client.search("query", query, k))
        .isInstanceOfSatisfying(
            LensException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage()).contains(inMessage);
            });
  }
}
