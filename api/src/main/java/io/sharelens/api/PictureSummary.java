package io.sharelens.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many pictures a node holds, by owner and state. Each picture counts once, by its newest
 * attempt.
 *
 * @param owners with pictures here, by name
 * @param total of all owners
 * @param incomplete attempts that are begun, or complete at one of nodes 1 and 2 only; node 1 knows
 *     of both, node 2 of its own
 * @param incompleteSince when the oldest unfinished upload here began, ISO-8601; null without one
 */
public record PictureSummary(
    List<OwnerPictures> owners,
    List<StateCount> total,
    int incomplete,
    @Nullable String incompleteSince) {
  public PictureSummary {
    owners = List.copyOf(owners);
    total = List.copyOf(total);
  }

  /** An owner's pictures; states without a picture are left out. */
  public record OwnerPictures(String owner, List<StateCount> states) {
    public OwnerPictures {
      states = List.copyOf(states);
    }
  }

  /**
   * Pictures in one state.
   *
   * @param bytes of their shares that are here
   * @param oldest when the oldest of them was begun, ISO-8601
   */
  public record StateCount(PictureState state, long pictures, long bytes, String oldest) {}
}
