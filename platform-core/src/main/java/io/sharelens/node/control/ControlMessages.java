package io.sharelens.node.control;

import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.store.PictureRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents on control sessions. All are public among the nodes that get them. */
public final class ControlMessages {
  private ControlMessages() {}

  /**
   * First frame of a request.
   *
   * @param op name of an {@link Op}
   */
  record Request(String op) {}

  /**
   * @param number of node 1's committed epoch; 0 for none
   * @param digest of it; empty for none
   * @param model what node 1 has published; null for nothing
   * @param asked attempts that node 1 holds and wants to extract; empty for the dealer
   * @param rows index rows of node 1 that are in no epoch yet; empty for the dealer
   * @param failed attempts that node 1 gave up; empty for the dealer
   * @param structures index structures that node 1 holds
   * @param weightKey first key of the rows that mask the model's weights at node 1; 0 for none
   */
  public record StatusRequest(
      long number,
      String digest,
      @Nullable ModelNotice model,
      List<PictureRef> asked,
      long[] rows,
      List<GivenUp> failed,
      List<HeldStructure> structures,
      long weightKey) {
    /** With fewer in {@code failed}, those are all that node 1 gave up. */
    public static final int MOST_FAILED = 2000;

    public StatusRequest {
      asked = List.copyOf(asked);
      failed = List.copyOf(failed);
      structures = List.copyOf(structures);
    }
  }

  /**
   * An index structure.
   *
   * @param name digest of it
   * @param rowKeys keys of its own rows
   */
  public record HeldStructure(String name, long[] rowKeys) {}

  /**
   * An attempt that cannot be extracted.
   *
   * @param ref picture and attempt
   * @param cause shown to the owner
   */
  public record GivenUp(PictureRef ref, String cause) {}

  /**
   * @param number of the committed epoch here; 0 for none
   * @param digest of it; empty for none
   * @param model SHA-256 of the published model; empty for none
   * @param holds for each asked attempt, whether it is complete here
   * @param made for each asked attempt, the session (by its row key) that made the features of node
   *     1's model which are stored here; 0 where there are none
   * @param missing those of the request's rows that are not here
   * @param gone row keys of the current epoch whose rows are not here any more
   * @param complete pictures of which an attempt is complete here
   * @param greatestRowKey the greatest row key that was ever seen here
   * @param lacking those of the request's structures that are not here
   * @param batchWords words that the largest intermediate result of a batch may have here
   * @param weights whether what belongs to the request's weight key is here
   */
  public record StatusReply(
      long number,
      String digest,
      String model,
      boolean[] holds,
      long[] made,
      long[] missing,
      long[] gone,
      int complete,
      long greatestRowKey,
      List<String> lacking,
      long batchWords,
      boolean weights) {
    public StatusReply {
      lacking = List.copyOf(lacking);
    }
  }

  /** Names an epoch. */
  public record EpochName(long number, String digest) {}

  /** Answer to {@link Op#PREPARE_MODEL}: whether the file has to be sent. */
  record FileWanted(boolean wanted) {}

  /**
   * @param keys row keys that are still in use
   * @param below all others below this one are to be forgotten
   * @param structures index structures that are still in use; all others are to be forgotten
   */
  public record Retain(long[] keys, long below, List<String> structures) {
    public Retain {
      structures = List.copyOf(structures);
    }
  }
}
