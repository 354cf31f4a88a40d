package io.sharelens.api;

import java.util.List;

/**
 * Which failed pictures are to be extracted again.
 *
 * @param owner only this owner's; empty for any
 * @param pictures only these ids; empty for all
 */
public record PictureRetry(String owner, List<String> pictures) {
  public PictureRetry {
    pictures = List.copyOf(pictures);
  }
}
