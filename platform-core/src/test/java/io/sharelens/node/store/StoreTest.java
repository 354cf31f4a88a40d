package io.sharelens.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.config.DatabaseConfig;
import io.sharelens.node.config.Endpoint;
import io.sharelens.node.config.Limits;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.TlsFiles;
import io.sharelens.node.store.files.ShareFiles;
import io.sharelens.node.store.files.ShareLocation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories on a real H2 file, across restarts. */
class StoreTest {
  private static final String MODEL = "m".repeat(64);
  private static final String INDEX = "index-flat";

  @TempDir private Path folder;
  private Store store;

  /** The database to use; null for the embedded one. */
  @Nullable DatabaseConfig database() {
    return null;
  }

  @BeforeEach
  void open() {
    store = Store.open(config(1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private NodeConfig config(int node) {
    return new NodeConfig(
        node,
        "test",
        folder,
        new Endpoint("127.0.0.1", 0),
        new Endpoint("127.0.0.1", 0),
        new TlsFiles(folder, folder, folder),
        List.of(),
        folder,
        folder,
        folder,
        database(),
        Acceptance.all(),
        null,
        Limits.defaults(),
        RoundsConfig.defaults());
  }

  @Test
  void folderBelongsToOneNode() {
    store.close();
    assertThatThrownBy(() -> Store.open(config(2)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("wrong-node"));
    open();
  }

  @Test
  void numbersAreNeverHandedOutTwice() {
    long a = store.counters().take(Counters.ROW_KEYS, 5);
    long b = store.counters().take(Counters.ROW_KEYS, 1);
    assertThat(b).isEqualTo(a + 5);
    reopen();
    assertThat(store.counters().take(Counters.ROW_KEYS, 2)).isEqualTo(b + 1);
    assertThat(store.counters().take("other", 1)).isEqualTo(1);
  }

  @Test
  void transactionIsAllOrNothing() {
    assertThatThrownBy(
            () ->
                store.inTransaction(
                    () -> {
                      store.facts().put("a", "1");
                      store.categories().replace(List.of("x"));
                      throw LensException.internal("oops", "in the middle");
                    }))
        .hasMessage("in the middle");
    assertThat(store.facts().get("a")).isEmpty();
    assertThat(store.categories().list()).isEmpty();
  }

  @Test
  void maskRowKeysAreUsedOnceEvenWhenDropped() {
    MaskRows rows = store.masks().rows();
    MaskRows.RowSeeds[] seeds = {seeds(1), seeds(2), seeds(3)};
    rows.create(new long[] {7, 8, 9}, 4, seeds);
    store.masks().drop(List.of(8L, 100L));
    reopen();
    rows = store.masks().rows();
    MaskRows.RowSeeds[] found = rows.find(new long[] {9, 7}, 4);
    assertThat(found[0].first().bytes()).isEqualTo(seeds[2].first().bytes());
    assertThat(found[1].second().bytes()).isEqualTo(seeds[0].second().bytes());
    for (long used : new long[] {7, 8, 100}) {
      MaskRows table = rows;
      assertCode("mask-reused", () -> table.create(new long[] {50, used}, 4, two()));
    }
    MaskRows table = rows;
    assertCode("mask-unknown", () -> table.find(new long[] {8}, 4));
    assertCode("mask-unknown", () -> table.find(new long[] {7}, 5));
    assertCode("mask-unknown", () -> table.find(new long[] {50}, 4));
    assertThat(store.masks().keys()).containsExactly(7L, 9L);
  }

  @Test
  void replacedAttemptStaysUntilItsSuccessorIsIndexed() {
    AttemptRow old = stored("p", "a1");
    index(old.ref(), 1);
    AttemptRow young = stored("p", "a2");
    assertThat(store.pictures().extractable(MODEL, INDEX, 10))
        .extracting(AttemptRow::ref)
        .containsExactly(young.ref());
    assertThat(store.indexRows().list(MODEL, INDEX)).hasSize(1);
    index(young.ref(), 2);
    assertThat(store.pictures().replaceOlder(young, false)).isEqualTo(1);
    assertThat(store.indexRows().list(MODEL, INDEX))
        .extracting(IndexRow::rowKey)
        .containsExactly(2L);
    assertThat(store.removal().sweep()).containsExactly(1L);
    assertThat(store.indexRows().of(old.ref())).isEmpty();
    assertThat(store.pictures().find(old.ref()).orElseThrow().state())
        .isEqualTo(AttemptState.REPLACED);
    assertThat(store.pictures().living("p"))
        .extracting(AttemptRow::ref)
        .containsExactly(young.ref());
  }

  @Test
  void deletionTakesEffectAtOnceAndIsFinishedAfterACrash() throws Exception {
    AttemptRow row = stored("p", "a1");
    ShareLocation place = index(row.ref(), 1);
    PartRow part = store.pictures().parts(row.ref()).getFirst();
    assertThat(store.pictures().delete("p", 5)).isTrue();
    assertThat(store.indexRows().list(MODEL, INDEX)).isEmpty();
    assertThat(store.pictures().delete("p", 6)).isFalse();
    assertThat(folder.resolve("shares").resolve(part.file())).exists();
    reopen(); // nobody swept before the crash
    assertThat(folder.resolve("shares").resolve(part.file())).doesNotExist();
    assertThat(store.indexRows().of(row.ref())).isEmpty();
    byte[] segment = Files.readAllBytes(folder.resolve("shares").resolve(place.file()));
    assertThat(new String(segment, StandardCharsets.ISO_8859_1)).doesNotContain("ROW-OF-a1");
  }

  @Test
  void uploadIsSetBackToWhatIsOnDisk() throws Exception {
    PictureRef ref = new PictureRef("p", "a1");
    begin(ref);
    PartRow part = store.pictures().parts(ref).getFirst();
    store.shares().appendPart(part.file(), 0, ByteBuffer.wrap(new byte[6]));
    store.pictures().received(ref, "file", 6);
    // A crash after the bytes and before the row, and a file that no row names.
    store.shares().appendPart(part.file(), 6, ByteBuffer.wrap(new byte[4]));
    String orphan = ShareFiles.partName("orphan");
    store.shares().appendPart(orphan, 0, ByteBuffer.wrap(new byte[4]));
    reopen();
    assertThat(folder.resolve("shares").resolve(orphan)).doesNotExist();
    assertThat(store.pictures().parts(ref).getFirst().received()).isEqualTo(6);
    assertThat(store.shares().readPart(part.file(), 6)).hasSize(6);
    // The file lost its end (another disk, a broken backup): the row follows.
    Files.delete(folder.resolve("shares").resolve(part.file()));
    reopen();
    assertThat(store.pictures().parts(ref).getFirst().received()).isZero();
  }

  @Test
  void epochCountsOnlyWhenCommitted() {
    assertThat(store.epochs().current()).isEmpty();
    store.epochs().propose(new EpochRow(1, "d1", false, 1, "{}"));
    store.epochs().propose(new EpochRow(1, "d2", false, 1, "{}"));
    assertThat(store.epochs().current()).isEmpty();
    assertCode("epoch-unknown", () -> store.epochs().commit(1, "d1"));
    store.epochs().commit(1, "d2");
    store.epochs().propose(new EpochRow(2, "d3", false, 1, "{}"));
    reopen();
    assertThat(store.epochs().current().orElseThrow().digest()).isEqualTo("d2");
  }

  @Test
  void jobEndsOnceAndItsIdIsNeverReused() {
    JobRow job = new JobRow("j", "search", JobRow.QUEUED, "ulla", "{}", 0, 0, null, 100, 1, null);
    store.jobs().insert(job);
    store.jobs().running("j");
    store.jobs().progress("j", 2, 3);
    reopen();
    assertThat(store.jobs().open()).extracting(JobRow::state).containsExactly(JobRow.RUNNING);
    assertThat(store.jobs().end("j", JobRow.FAILED, "x".repeat(5000), 9)).isTrue();
    assertThat(store.jobs().end("j", JobRow.DONE, null, 10)).isFalse();
    JobRow ended = store.jobs().find("j").orElseThrow();
    assertThat(ended.state()).isEqualTo(JobRow.FAILED);
    assertThat(ended.done()).isEqualTo(2);
    assertThat(ended.cause()).hasSize(2000);
    assertCode("job-exists", () -> store.jobs().insert(job));
  }

  @Test
  void modelsAreRetiredWhenAnotherIsPublished() {
    for (String sha : List.of("a".repeat(64), "b".repeat(64))) {
      store.models().stage(new ModelRow(sha, null, ModelRow.STAGED, sha, 1, 1));
    }
    store.models().publish("a".repeat(64), 0, 2);
    store.models().publish("b".repeat(64), 1, 3);
    assertThat(store.models().published().orElseThrow().version()).isEqualTo(1);
    assertThat(store.models().find("a".repeat(64)).orElseThrow().state())
        .isEqualTo(ModelRow.RETIRED);
  }

  @Test
  void sessionsThatACrashInterruptedFail() {
    store.sessions().start("s1", "search", 3, 1);
    store.sessions().start("s2", "search", 3, 2);
    store.sessions().end("s2", "DONE", null, null, "[]", "{\"x\":1}", "{\"x\":[1,2]}", 5);
    reopen();
    assertThat(store.sessions().failOpen("restarted", 9)).isEqualTo(1);
    assertThat(store.sessions().list(10))
        .extracting(SessionRow::id, SessionRow::state)
        .containsExactly(tuple("s2", "DONE"), tuple("s1", "FAILED"));
  }

  private AttemptRow stored(String picture, String attempt) {
    PictureRef ref = new PictureRef(picture, attempt);
    begin(ref);
    PartRow part = store.pictures().parts(ref).getFirst();
    store.shares().appendPart(part.file(), 0, ByteBuffer.wrap(new byte[10]));
    store.pictures().received(ref, "file", 10);
    store.pictures().stored(ref, 2);
    return store.pictures().find(ref).orElseThrow();
  }

  private void begin(PictureRef ref) {
    PartRow part =
        new PartRow(
            "file", "full", "Z256", 10, 10, "0".repeat(64), 0, ShareFiles.partName(ref.attempt()));
    store.pictures().begin(ref, "anna", "image/png", MODEL, "digest", List.of(part), 1);
  }

  private ShareLocation index(PictureRef ref, long key) {
    ShareLocation place =
        store
            .shares()
            .append(List.of(ByteBuffer.wrap(("ROW-OF-" + ref.attempt()).getBytes())))
            .getFirst();
    store.indexRows().insert(List.of(new IndexRow(key, ref, MODEL, INDEX, place)));
    store.pictures().indexed(List.of(ref));
    return place;
  }

  private static void assertCode(String code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static MaskRows.RowSeeds[] two() {
    return new MaskRows.RowSeeds[] {seeds(10), seeds(11)};
  }

  private static MaskRows.RowSeeds seeds(int n) {
    byte[] a = new byte[Seed.BYTES];
    byte[] b = new byte[Seed.BYTES];
    a[0] = (byte) n;
    b[0] = (byte) -n;
    return new MaskRows.RowSeeds(Seed.of(a), Seed.of(b));
  }
}
