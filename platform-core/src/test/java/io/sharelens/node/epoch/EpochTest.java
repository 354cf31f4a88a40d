package io.sharelens.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.node.json.CanonicalJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTest {
  private static final List<EpochEntry> ENTRIES =
      List.of(new EpochEntry("p", "a", "olga", 3), new EpochEntry("q", "b", "paul", 4));

  @Test
  void dealerChecksKeysWithoutPictures() {
    Epoch epoch = epoch(ENTRIES);
    epoch.check();
    Epoch dealers = epoch.forDealer();
    dealers.check();
    assertThat(dealers.digest()).isEqualTo(epoch.digest());
    String sent = CanonicalJson.text(dealers);
    assertThat(sent).doesNotContain("olga").doesNotContain("paul").contains("[3,4]");
    Epoch read = CanonicalJson.read(CanonicalJson.bytes(dealers), Epoch.class);
    assertThat(read.digest()).isEqualTo(epoch.digest());
    assertThat(read.keys()).containsExactly(3, 4);
    Epoch whole = CanonicalJson.read(CanonicalJson.bytes(epoch), Epoch.class);
    assertThat(whole.pictures()).isEqualTo(ENTRIES);
  }

  @Test
  void contentThatDoesNotBelongIsRefused() {
    EpochHeader header = epoch(ENTRIES).header();
    refused(new Epoch(header, ENTRIES.reversed(), null));
    refused(new Epoch(header, ENTRIES.subList(0, 1), null));
    refused(new Epoch(header, null, new long[] {3, 5}));
    refused(new Epoch(header, null, new long[] {3}));
    refused(epoch(List.of(ENTRIES.get(0), ENTRIES.get(0))));
    refused(new Epoch(header, List.of(ENTRIES.get(0), new EpochEntry("q", "b", "olga", 4)), null));
  }

  private static Epoch epoch(List<EpochEntry> entries) {
    return new Epoch(EpochHeader.of(1, "scheme", "model", "index", entries, null), entries, null);
  }

  private static void refused(Epoch epoch) {
    assertThatThrownBy(epoch::check).hasFieldOrPropertyWithValue("code", "bad-epoch");
  }
}
