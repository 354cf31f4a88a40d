package io.sharelens.node.round.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.RoundState;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.RoundStoreFixture;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.round.sum.ContributorSet.Removed;
import io.sharelens.node.store.Leavers.Leaver;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import io.sharelens.node.store.UpdateRow;
import io.sharelens.spi.federation.UpdateRules;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetCommitmentTest {
  private static final UpdateRules RULES = new UpdateRules(3, 4, 100, 1, 1, 10, 100, 5, 0);

  @TempDir Path folder;
  private Store store;
  private SetCommitment commitment;
  private RoundRow round;

  @BeforeEach
  void open() {
    store = RoundStoreFixture.open(folder, 2);
    commitment = new SetCommitment(store, RULES, Clock.systemUTC());
    round = RoundStoreFixture.round(store, 1, RoundState.AGGREGATING, 9);
    for (String owner : List.of("a", "b", "c", "d")) {
      update(1, owner, UpdateRow.COMPLETE);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void oneSetForEver() {
    ContributorSet set = set("a", "b", "c");
    commitment.commit(set);
    store.close();
    store = RoundStoreFixture.open(folder, 2);
    commitment = new SetCommitment(store, RULES, Clock.systemUTC());
    assertThat(commitment.committed(1)).contains(set);
    commitment.commit(set);
    refused("set-differs", set("a", "b", "d"));
    refused("set-differs", set("a", "b", "c", "d"));
    assertThat(store.updates().of(1))
        .filteredOn(u -> u.state().equals(UpdateRow.COUNTED))
        .extracting(UpdateRow::owner)
        .containsExactly("a", "b", "c");
  }

  @Test
  void aCommittedSetIsNotRepeatedWithoutAnOwnerThatLeft() {
    ContributorSet set = set("a", "b", "c");
    commitment.commit(set);
    store.leavers().add(new Leaver("b", "NONE", 1, null));
    refused("owner-left", set);
  }

  @Test
  void eachNodeChecksForItself() {
    refused("bad-set", set("a", "b"));
    refused("bad-set", set("a", "b", "b"));
    refused("update-gone", set("a", "b", "x"));
    store.updates().gone(1, attempt("c"));
    refused("update-gone", set("a", "b", "c"));
    refused("bad-set", with(contributor("d", "other", 10)));
    refused("bad-set", with(contributor("d", "plan-d", 11)));
    RoundStoreFixture.state(store, round, RoundState.COLLECTING, 0);
    refused("bad-set", set("a", "b", "d"));
    assertThat(commitment.committed(1)).isEmpty();
  }

  @Test
  void onlyWhoAskedForItIsRemoved() {
    RoundStoreFixture.round(store, 2, RoundState.PUBLISHED, 9);
    update(2, "l", UpdateRow.COUNTED);
    ContributorSet plain = set("a", "b", "c");
    ContributorSet removal =
        new ContributorSet(
            1,
            plain.parent(),
            9,
            30,
            plain.contributors(),
            List.of(new Removed(2, "l", "2-l", "plan-l", 10, 1.5)),
            List.of());
    refused("bad-set", removal);
    store.leavers().add(new Leaver("l", "NONE", 1, null));
    refused("bad-set", removal);
    store.leavers().settle("l", "WANTED", null);
    commitment.commit(removal);
    assertThat(commitment.committed(1)).contains(removal);
  }

  private void refused(String code, ContributorSet set) {
    assertThatThrownBy(() -> commitment.commit(set))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private static ContributorSet set(String... owners) {
    return of(Stream.of(owners).map(o -> contributor(o, "plan-" + o, 10)).toList());
  }

  private static ContributorSet with(Contributor last) {
    return of(List.of(contributor("a", "plan-a", 10), contributor("b", "plan-b", 10), last));
  }

  private static ContributorSet of(List<Contributor> contributors) {
    long pictures = contributors.stream().mapToLong(Contributor::pictures).sum();
    return new ContributorSet(
        1, RoundStoreFixture.PARENT, 9, pictures, contributors, List.of(), List.of());
  }

  private static Contributor contributor(String owner, String digest, int pictures) {
    return new Contributor(owner, "p-" + owner, attempt(owner), digest, pictures);
  }

  private static String attempt(String owner) {
    return "1-" + owner;
  }

  private void update(long number, String owner, String state) {
    store
        .updates()
        .insert(
            new UpdateRow(
                number,
                number + "-" + owner,
                owner,
                state,
                "plan-" + owner,
                10,
                "00",
                36,
                36,
                null,
                number + "/" + owner,
                0),
            1);
  }
}
