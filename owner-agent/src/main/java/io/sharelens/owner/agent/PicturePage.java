package io.sharelens.owner.agent;

import java.util.List;
import java.util.Map;

/**
 * Some of an owner's pictures; those that need somebody come first.
 *
 * @param counts of all, by state
 * @param searchable of all
 * @param total of the state that was asked for
 * @param pictures the part that was asked for
 */
public record PicturePage(
    Map<String, Integer> counts, int searchable, int total, List<PictureRow> pictures) {
  public PicturePage {
    counts = Map.copyOf(counts);
    pictures = List.copyOf(pictures);
  }
}
