package io.sharelens.node.round.sum;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.RoundResults.SetRow;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/**
 * Whose updates a round adds up; committed durably at both nodes before a share of the sum moves,
 * and never changed.
 *
 * @param round its number
 * @param parent SHA-256 of the model that the updates start from
 * @param words length of an update
 * @param pictures sum of the contributors' weights
 * @param contributors in the order of their pseudonyms
 * @param removals leavers' updates that are subtracted inside the opening
 * @param terms what is added in clear because of them
 */
public record ContributorSet(
    long round,
    String parent,
    long words,
    long pictures,
    List<Contributor> contributors,
    List<Removed> removals,
    List<PublicTerm> terms) {
  /** Name of this kind of set in the store. */
  public static final String KIND = "updates";

  public ContributorSet {
    contributors = List.copyOf(contributors);
    removals = List.copyOf(removals);
    terms = List.copyOf(terms);
  }

  /**
   * @param owner account
   * @param pseudonym of the owner
   * @param attempt whose shares both nodes have
   * @param digest of the plan
   * @param pictures the owner's weight
   */
  public record Contributor(
      String owner, String pseudonym, String attempt, String digest, int pictures) {}

  /**
   * An update of an earlier round that is subtracted.
   *
   * @param round the earlier round
   * @param owner who left
   * @param attempt of the owner's update
   * @param digest of its plan
   * @param pictures weight of the owner there
   * @param factor what its share is multiplied by; negative for one that comes back
   */
  public record Removed(
      long round, String owner, String attempt, String digest, int pictures, double factor) {}

  /**
   * Part of an opened sum that is added to the mean.
   *
   * @param round whose sum
   * @param factor what it is multiplied by
   */
  public record PublicTerm(long round, double factor) {}

  public String digest() {
    return CanonicalJson.digest(this);
  }

  public SetRow row() {
    return new SetRow(digest(), CanonicalJson.text(this));
  }

  public static ContributorSet read(String json) {
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), ContributorSet.class);
  }

  /**
   * What must hold of every set.
   *
   * @throws LensException PROTOCOL {@code bad-set}
   */
  public void check(int minOwners, int maxOwners) {
    int n = contributors.size();
    long sum = contributors.stream().mapToLong(Contributor::pictures).sum();
    long owners = new HashSet<>(contributors.stream().map(Contributor::owner).toList()).size();
    if (n < minOwners || n > maxOwners || owners != n || sum != pictures) {
      throw LensException.protocol(
          "bad-set", n + " contributors, " + owners + " of them different, " + sum + " pictures");
    }
    if (!removals.isEmpty() && n < 3) {
      throw LensException.protocol("bad-set", "a removal needs 3 contributors, not " + n);
    }
  }
}
