package io.sharelens.node.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.node.control.RoundMessages.HeldUpdate;
import io.sharelens.node.round.sum.ContributorSet.Contributor;
import io.sharelens.node.store.RoundOwnerRow;
import io.sharelens.node.store.UpdateRow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetChoiceTest {
  private static final List<RoundOwnerRow> JOINED = List.of(joined("a"), joined("b"), joined("c"));

  @Test
  void newestAttemptThatBothNodesHaveCountsOnce() {
    SetChoice choice =
        SetChoice.of(
            JOINED,
            List.of(
                here("a", "a1", "d1"),
                here("a", "a2", "d2"),
                here("a", "a3", "d3"),
                here("b", "b1", "e1")),
            List.of(there("a", "a1", "d1"), there("a", "a2", "d2"), there("b", "b1", "e1")),
            Set.of(),
            10);
    assertThat(choice.contributors()).extracting(Contributor::attempt).containsExactly("a2", "b1");
    assertThat(choice.differing()).isEmpty();
  }

  @Test
  void differentPlansAreNoUpdate() {
    SetChoice choice =
        SetChoice.of(
            JOINED,
            List.of(here("a", "a1", "d1"), here("b", "b1", "e1")),
            List.of(there("a", "a1", "other"), there("c", "b1", "e1")),
            Set.of(),
            10);
    assertThat(choice.contributors()).isEmpty();
    assertThat(choice.differing()).containsExactly("p-a", "p-b");
  }

  @Test
  void whoLeftOrNeverJoinedDoesNotCountAndTheFirstOnesDo() {
    List<UpdateRow> here =
        List.of(
            here("z", "z1", "d"), here("c", "c1", "d"), here("b", "b1", "d"), here("a", "a1", "d"));
    List<HeldUpdate> there =
        List.of(
            there("a", "a1", "d"),
            there("b", "b1", "d"),
            there("c", "c1", "d"),
            there("z", "z1", "d"));
    assertThat(SetChoice.of(JOINED, here, there, Set.of("b"), 10).contributors())
        .extracting(Contributor::owner)
        .containsExactly("a", "c");
    assertThat(SetChoice.of(JOINED, here, there, Set.of(), 2).contributors())
        .extracting(Contributor::owner)
        .containsExactly("b", "c");
  }

  private static RoundOwnerRow joined(String owner) {
    return new RoundOwnerRow(owner, "p-" + owner, 5, "joined", 0, 0, 0);
  }

  private static UpdateRow here(String owner, String attempt, String digest) {
    return new UpdateRow(
        1, attempt, owner, UpdateRow.COMPLETE, digest, 5, "00", 16, 16, 1L, "file", 0);
  }

  private static HeldUpdate there(String owner, String attempt, String digest) {
    return new HeldUpdate(owner, attempt, digest, 5);
  }
}
