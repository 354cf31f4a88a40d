package io.sharelens.node.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Acceptance;
import io.sharelens.node.config.Endpoint;
import io.sharelens.node.config.Limits;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.config.TlsFiles;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.epoch.EpochEntry;
import io.sharelens.node.epoch.EpochHeader;
import io.sharelens.node.store.IndexRow;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochRowsTest {
  private static final String MODEL = "m".repeat(64);
  private static final String INDEX = "index-flat";
  private static final int WIDTH = 5;
  private static final Duration AT_ONCE = Duration.ZERO;

  @TempDir private Path folder;
  private Store store;
  private long epochs;

  @BeforeEach
  void open() {
    store =
        Store.open(
            new NodeConfig(
                1,
                "test",
                folder,
                new Endpoint("127.0.0.1", 0),
                new Endpoint("127.0.0.1", 0),
                new TlsFiles(folder, folder, folder),
                List.of(),
                folder,
                folder,
                folder,
                null,
                Acceptance.all(),
                null,
                Limits.defaults(),
                RoundsConfig.defaults()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private EpochEntry insert(long key, String owner) {
    PictureRef ref = new PictureRef("p" + key, "a" + key);
    store.pictures().begin(ref, owner, "image/png", MODEL, "plan", List.of(), key);
    store.pictures().stored(ref, key);
    ByteBuffer row = ByteBuffer.allocate(4 * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int w = 0; w < WIDTH; w++) {
      row.putInt(word(key, w));
    }
    var place = store.shares().append(List.of(row.flip())).getFirst();
    store.indexRows().insert(List.of(new IndexRow(key, ref, MODEL, INDEX, place)));
    return new EpochEntry(ref.picture(), ref.attempt(), owner, key);
  }

  private static int word(long key, int w) {
    return (int) (1000 * key + w);
  }

  private Epoch epoch(List<EpochEntry> entries) {
    return new Epoch(EpochHeader.of(++epochs, "s", MODEL, INDEX, entries, null), entries, null);
  }

  private EpochRows rows() {
    return EpochRows.ofPictures(store, 1 << 20, AT_ONCE);
  }

  private static void requireRows(EpochRows rows, Epoch epoch, long... keys) {
    int[] positions = rows.present(epoch).stream().toArray();
    RowSet set = rows.rows(epoch, positions);
    assertThat(set.keys()).containsExactly(keys);
    int[] words = set.words(0, WIDTH);
    for (int i = 0; i < keys.length; i++) {
      for (int w = 0; w < WIDTH; w++) {
        assertThat(words[i * WIDTH + w]).isEqualTo(word(keys[i], w));
      }
    }
  }

  @Test
  void insertsBetweenSearchesAreAppended() {
    EpochRows rows = rows();
    List<EpochEntry> entries = new ArrayList<>(List.of(insert(3, "olga"), insert(5, "paul")));
    Epoch first = epoch(List.copyOf(entries));
    requireRows(rows, first, 3, 5);
    entries.add(insert(8, "olga"));
    Epoch second = epoch(List.copyOf(entries));
    requireRows(rows, second, 3, 5, 8);
    requireRows(rows, first, 3, 5);
    assertThat(rows.rows(first, new int[] {0}).table())
        .as("one table for both")
        .isSameAs(rows.rows(second, new int[] {2}).table());
    assertThat(rows.owned(second, List.of("olga", "nobody")).stream().toArray())
        .containsExactly(0, 2);
  }

  @Test
  void deletedRowsAreNotFoundFromThenOnAndAreErased() {
    EpochRows rows = rows();
    Epoch epoch = epoch(List.of(insert(1, "olga"), insert(2, "olga"), insert(3, "olga")));
    requireRows(rows, epoch, 1, 2, 3);
    RowSet before = rows.rows(epoch, new int[] {1});
    store.pictures().delete("p2", 9);
    requireRows(rows, epoch, 1, 3);
    requireRows(rows, epoch, 1, 3);
    assertThat(before.words(0, WIDTH)).containsOnly(0);
    assertThatThrownBy(() -> rows.rows(epoch, new int[] {1}))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("neither in memory nor stored");
  }

  @Test
  void aSearchThatRunsKeepsItsRowsForAsLongAsItMayTake() {
    EpochRows rows = EpochRows.ofPictures(store, 1 << 20, Duration.ofHours(1));
    Epoch epoch = epoch(List.of(insert(1, "olga"), insert(2, "olga")));
    requireRows(rows, epoch, 1, 2);
    RowSet before = rows.rows(epoch, new int[] {1});
    store.pictures().delete("p2", 9);
    requireRows(rows, epoch, 1);
    requireRows(rows, epoch, 1);
    assertThat(before.words(0, 1)).containsExactly(word(2, 0));
  }

  @Test
  void afterManyDeletionsTheRestMovesAndIsStillRight() {
    EpochRows rows = rows();
    int n = 2100;
    List<EpochEntry> entries = new ArrayList<>();
    store.inTransaction(
        () -> {
          for (int key = 1; key <= n; key++) {
            entries.add(insert(key, "olga"));
          }
        });
    Epoch epoch = epoch(entries);
    rows.rows(epoch, rows.present(epoch).stream().toArray());
    store.inTransaction(
        () -> {
          for (int key = 1; key < n; key += 2) {
            store.pictures().delete("p" + key, 9);
          }
        });
    long[] even = java.util.stream.LongStream.rangeClosed(1, n / 2).map(i -> 2 * i).toArray();
    requireRows(rows, epoch, even);
    assertThat(rows.rows(epoch, new int[] {1}).table().rows()).isEqualTo(n / 2);
  }

  @Test
  void aRestartReadsWhatIsStored() {
    Epoch epoch = epoch(List.of(insert(1, "olga"), insert(2, "olga"), insert(3, "olga")));
    requireRows(rows(), epoch, 1, 2, 3);
    store.pictures().delete("p1", 9);
    store.close();
    open();
    requireRows(rows(), epoch, 2, 3);
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    EpochRows rows = EpochRows.ofPictures(store, 4 * WIDTH, AT_ONCE);
    Epoch one = epoch(List.of(insert(1, "olga")));
    requireRows(rows, one, 1);
    Epoch two = epoch(List.of(one.pictures().getFirst(), insert(2, "olga")));
    assertThatThrownBy(() -> rows.rows(two, new int[] {0, 1}))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("index-too-big"));
  }
}
