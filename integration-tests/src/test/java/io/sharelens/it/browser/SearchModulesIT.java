package io.sharelens.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.plan.FixedPointPlan;
import io.sharelens.it.Distribution;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.graph.Preprocessing;
import io.sharelens.testkit.Statistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The search page's modules in a real browser, held to the vectors that the command line is held
 * to, and to the command line itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchModulesIT {
  private static final Path VECTORS =
      Distribution.ROOT.resolve("client/src/test/resources/vectors");

  /** What VGG and SqueezeNet take. */
  private static final Map<String, Object> USUAL =
      Map.of(
          "size",
          224,
          "scale",
          1,
          "mean",
          List.of(0.485, 0.456, 0.406),
          "std",
          List.of(0.229, 0.224, 0.225),
          "fractionBits",
          14,
          "bound",
          1 << 20);

  /** Everything goes in and out as base64 of bytes. */
  private static final String PRELUDE =
      """
      async (given) => {
        const from = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const to = (bytes) => {
          let text = '';
          for (let i = 0; i < bytes.length; i += 8192) {
            text += String.fromCharCode(...bytes.subarray(i, i + 8192));
          }
          return btoa(text);
        };
        const load = (module) => import('/search/' + module);
      """;

  private Chromium chromium;
  private HttpServer server;
  private WatchedPage watched;
  private JsonNode vectors;

  @BeforeAll
  void open() throws IOException {
    chromium = Chromium.start();
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Distribution.HOME.resolve("web").toRealPath(),
            OutputLevel.NONE);
    server.start();
    watched = chromium.page();
    watched.page().navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/search/");
    vectors = JsonMapper.builder().build().readTree(VECTORS.resolve("vectors.json").toFile());
  }

  @AfterAll
  void close() {
    if (watched != null) {
      watched.close();
    }
    if (server != null) {
      server.stop(0);
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void picturesBecomeTheWordsOfTheVectors() throws IOException {
    for (JsonNode picture : vectors.get("pictures")) {
      String file = picture.get("file").textValue();
      Object input = plain(vectors.get("inputs").get(picture.get("input").textValue()));
      int[] words = prepare(Files.readAllBytes(VECTORS.resolve(file)), input);
      List<Integer> wanted = new ArrayList<>();
      picture.get("words").forEach(w -> wanted.add(w.intValue()));
      assertThat(words).as(file).containsExactly(wanted.stream().mapToInt(w -> w).toArray());
    }
  }

  /** Decoders of JPEG may differ by specification; ours and this browser's do not. */
  @Test
  void photographsBecomeTheCommandLinesWords() throws IOException {
    Preprocessor preprocessor =
        new Preprocessor(
            new Preprocessing(224, 1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
    FixedPointPlan plan = new FixedPointPlan(14, 1 << 20, 1, Map.of(), new FeatureSpec(1, 0, 1, 1));
    PictureReader reader = new PictureReader(PictureLimits.standard());
    for (Photographs photograph : Photographs.values()) {
      byte[] file = photograph.file();
      int[] wanted = new InputCodec(plan).encode(preprocessor.tensor(reader.decode("photo", file)));
      int[] words = prepare(file, USUAL);
      int most = 0;
      for (int i = 0; i < wanted.length; i++) {
        most = Math.max(most, Math.abs(words[i] - wanted[i]));
      }
      assertThat(most).as("units between the clients for " + photograph).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void seedsBecomeTheStreamsOfTheVectors() {
    String body =
        """
        const {stream} = await load('query/prg.js');
        const bytes = await stream(from(given.seed), given.stream, given.length);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return [to(bytes.subarray(0, given.first)), to(digest)];
        """;
    for (JsonNode s : vectors.get("streams")) {
      byte[] first = hex(s.get("first"));
      List<?> got =
          (List<?>)
              call(
                  body,
                  Map.of(
                      "seed", base64(hex(s.get("seed"))),
                      "stream", s.get("stream").intValue(),
                      "length", s.get("length").intValue(),
                      "first", first.length));
      assertThat(got.getFirst()).isEqualTo(base64(first));
      assertThat(got.getLast()).isEqualTo(base64(hex(s.get("sha256"))));
    }
  }

  @Test
  void queriesBecomeTheSharesOfTheVectors() {
    String body =
        """
        const {split} = await load('query/shares.js');
        const {first, second} = await split(Int32Array.from(given.words), from(given.seed));
        return [to(first), to(second)];
        """;
    for (JsonNode s : vectors.get("shares")) {
      String seed = base64(hex(s.get("seed")));
      Object shares = call(body, Map.of("seed", seed, "words", plain(s.get("words"))));
      assertThat(shares).isEqualTo(List.of(seed, base64(hex(s.get("second")))));
    }
  }

  @Test
  void answersAddUpToThePicturesOfTheVectors() {
    JsonNode search = vectors.get("search");
    String body =
        """
        const {readAnswer} = await load('query/answer.js');
        const {outcomeOf} = await load('query/outcome.js');
        const answers = [given.first, given.second].map((a, i) => readAnswer(i + 1, from(a).buffer));
        return Promise.all(outcomeOf(...answers).pictures.map(async (p) => ({
          rank: p.rank, id: p.id, owner: p.owner, score: p.score, content: to(await p.content()),
        })));
        """;
    Object found =
        call(
            body,
            Map.of(
                "first", search.get("first").textValue(),
                "second", search.get("second").textValue()));
    assertThat(found).isEqualTo(plain(search.get("found")));
  }

  @Test
  void damagedAndForeignAnswersAreRefused() {
    String body =
        """
        const {readAnswer} = await load('query/answer.js');
        const {outcomeOf} = await load('query/outcome.js');
        const whole = from(given.first);
        const codes = [];
        const note = (what) => { try { what(); codes.push('taken'); } catch (e) { codes.push(e.code); } };
        for (const length of [0, 3, 4, 40, whole.length - 1]) {
          note(() => readAnswer(1, whole.slice(0, length).buffer));
        }
        note(() => readAnswer(1, new Uint8Array([...whole, 0]).buffer));
        const other = readAnswer(2, from(given.second).buffer);
        other.result.results[1].attempt = 'another';
        note(() => outcomeOf(readAnswer(1, whole.buffer), other));
        return codes;
        """;
    JsonNode search = vectors.get("search");
    assertThat(
            (List<?>)
                call(
                    body,
                    Map.of(
                        "first", search.get("first").textValue(),
                        "second", search.get("second").textValue())))
        .isEqualTo(
            List.of(
                "bad-answer",
                "bad-answer",
                "bad-answer",
                "bad-answer",
                "bad-answer",
                "bad-answer",
                "shares-differ"));
  }

  /** Node 2's share of a black picture: uniform bytes, and none of it repeats. */
  @Test
  void aShareIsUniformWhateverThePicture() {
    String body =
        """
        const {split} = await load('query/shares.js');
        const {stream} = await load('query/prg.js');
        const words = new Int32Array(150_528).fill(given.word);
        const a = await split(words);
        const b = await split(words);
        const one = new DataView((await stream(a.first, 1, 4 * words.length)).buffer);
        const two = new DataView(a.second.buffer);
        let wrong = 0;
        for (let i = 0; i < words.length; i++) {
          wrong += ((one.getInt32(4 * i, true) + two.getInt32(4 * i, true)) | 0) !== words[i];
        }
        return [wrong, to(a.first), to(b.first), to(a.second), to(b.second)];
        """;
    List<?> got = (List<?>) call(body, Map.of("word", -33_000));
    assertThat(got.getFirst()).as("words that the shares do not add up to").isEqualTo(0);
    assertThat(got.get(1)).as("seeds").isNotEqualTo(got.get(2));
    byte[] a = Base64.getDecoder().decode((String) got.get(3));
    byte[] b = Base64.getDecoder().decode((String) got.get(4));
    long[] bytes = new long[256];
    long[] apart = new long[256];
    long[] steps = new long[256];
    for (int i = 0; i < a.length; i++) {
      bytes[a[i] & 0xff]++;
      apart[a[i] - b[i] & 0xff]++;
      steps[i < 4 ? 0 : a[i] - a[i - 4] & 0xff] += i < 4 ? 0 : 1;
    }
    Statistics.requireUniform("bytes of a share", bytes);
    Statistics.requireUniform("differences of two shares of one picture", apart);
    Statistics.requireUniform("differences of neighbours in a share", steps);
  }

  /** Printed, not judged here: how long depends on what else this machine does. */
  @Test
  void howLongSharesTake() throws IOException {
    String body =
        """
        const {prepare} = await load('picture/prepare.js');
        const {split} = await load('query/shares.js');
        const median = (a) => a.sort((x, y) => x - y)[a.length >> 1];
        const measured = [];
        for (const text of given.files) {
          const file = from(text);
          const shares = [];
          const all = [];
          for (let i = 0; i < 25; i++) {
            const start = performance.now();
            const words = await prepare('photo', file, given.input);
            const prepared = performance.now();
            const {second} = await split(words);
            if (i >= 5) {
              shares.push(performance.now() - prepared);
              all.push(performance.now() - start);
            }
            if (second.length !== 4 * words.length) {
              throw new Error('not a share');
            }
          }
          measured.push(median(shares), median(all));
        }
        return measured;
        """;
    List<String> files =
        List.of(base64(Photographs.SQUARE.file()), base64(Photographs.LARGE.file()));
    List<?> millis = (List<?>) call(body, Map.of("files", files, "input", USUAL));
    System.out.printf(
        "shares of a 224 x 224 query in the browser: %.1f ms; with decoding a picture of 224 x 224:"
            + " %.1f ms; with decoding and resizing one of 3 megapixels: %.1f ms (aim: 150 ms)%n",
        ((Number) millis.get(0)).doubleValue(),
        ((Number) millis.get(1)).doubleValue(),
        ((Number) millis.get(3)).doubleValue());
    assertThat(millis).hasSize(4);
  }

  private int[] prepare(byte[] file, Object input) {
    String body =
        """
        const {prepare} = await load('picture/prepare.js');
        return to(new Uint8Array((await prepare('it', from(given.file), given.input)).buffer));
        """;
    Object words = call(body, Map.of("file", base64(file), "input", input));
    byte[] bytes = Base64.getDecoder().decode((String) words);
    int[] out = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
    return out;
  }

  private Object call(String body, Map<String, Object> given) {
    return watched.page().evaluate(PRELUDE + body + "}", given);
  }

  private static Object plain(JsonNode json) {
    return JsonMapper.builder().build().convertValue(json, Object.class);
  }

  private static byte[] hex(JsonNode text) {
    return HexFormat.of().parseHex(text.textValue());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
