package io.sharelens.node.round.intake;

import io.sharelens.api.UpdatePlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.RoundRow;
import io.sharelens.node.store.Store;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whether an announced update fits its round. */
public final class PlanRules {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Store store;
  private final int node;
  private final int maxPictures;

  /**
   * @param node 1 knows who joined; node 2 hears it from node 1 later
   * @param maxPictures largest weight of an owner
   */
  public PlanRules(Store store, int node, int maxPictures) {
    this.store = store;
    this.node = node;
    this.maxPictures = maxPictures;
  }

  /**
   * @throws LensException USER {@code not-joined}, {@code owner-left}, {@code wrong-parent}, {@code
   *     wrong-length}, {@code wrong-pictures} or {@code bad-plan}
   */
  void check(RoundRow round, String owner, UpdatePlan plan) {
    if (store.leavers().find(owner).isPresent()) {
      throw LensException.user("owner-left", "this owner left the platform");
    }
    if (node == 1 && store.rounds().owner(round.number(), owner).isEmpty()) {
      throw LensException.user(
          "not-joined", "join round " + round.number() + " at node 1 before uploading");
    }
    if (!round.parent().equals(plan.parent())) {
      throw LensException.user(
          "wrong-parent",
          "round "
              + round.number()
              + " starts from the model "
              + round.parent()
              + ", the update from "
              + plan.parent());
    }
    if (plan.words() != round.words()) {
      throw LensException.user(
          "wrong-length",
          "an update of this model has " + round.words() + " words, not " + plan.words());
    }
    if (plan.pictures() < 1 || plan.pictures() > maxPictures) {
      throw LensException.user(
          "wrong-pictures",
          "an update counts for 1 to " + maxPictures + " pictures, not " + plan.pictures());
    }
    if (!isUuid(plan.attempt())) {
      throw LensException.user("bad-plan", "the attempt's id must be a UUID");
    }
    if (!isSha256(plan.seedSha256()) || !isSha256(plan.correctionSha256())) {
      throw LensException.user("bad-plan", "the plan needs SHA-256 of seed and correction in hex");
    }
  }

  private static boolean isSha256(String text) {
    return text != null && SHA256.matcher(text).matches();
  }

  private static boolean isUuid(String text) {
    try {
      return text != null && UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
