package io.sharelens.client.upload;

import io.sharelens.api.PictureState;
import io.sharelens.api.PictureStatus;
import org.jspecify.annotations.Nullable;

/**
 * One of an owner's pictures over both nodes.
 *
 * @param id the owner's id
 * @param first what node 1 has, null if nothing
 * @param second what node 2 has, null if nothing
 */
public record OwnPicture(String id, @Nullable PictureStatus first, @Nullable PictureStatus second) {
  /** Both nodes hold all of the same attempt. */
  public boolean complete() {
    return first != null
        && second != null
        && first.attempt().equals(second.attempt())
        && first.state() != PictureState.UPLOADING
        && second.state() != PictureState.UPLOADING;
  }

  /** Searchable: some attempt is in the epoch. */
  public boolean searchable() {
    return first != null && second != null && first.searchable() && second.searchable();
  }

  /** For people: {@code incomplete}, {@code stored}, {@code indexed} or {@code failed}. */
  public String state() {
    if (first == null || second == null || !complete()) {
      return "incomplete";
    }
    if (first.state() == PictureState.FAILED || second.state() == PictureState.FAILED) {
      return "failed";
    }
    boolean indexed =
        first.state() == PictureState.INDEXED && second.state() == PictureState.INDEXED;
    return indexed ? "indexed" : "stored";
  }

  /** Why it is not searchable, as a node says; null where there is nothing to say. */
  public @Nullable String cause() {
    if (first == null || second == null) {
      return "only node " + (first == null ? 2 : 1) + " has it; outsource it again";
    }
    return first.cause() != null ? first.cause() : second.cause();
  }
}
