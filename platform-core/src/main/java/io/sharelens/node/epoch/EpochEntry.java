package io.sharelens.node.epoch;

import io.sharelens.node.store.PictureRef;

/**
 * A searchable picture in an epoch.
 *
 * @param picture id of the picture
 * @param attempt the attempt that is indexed
 * @param owner who owns it
 * @param rowKey key of its index row and of the mask row at the dealer
 */
public record EpochEntry(String picture, String attempt, String owner, long rowKey) {
  /** Picture and attempt as the store names them. */
  public PictureRef asRef() {
    return new PictureRef(picture, attempt);
  }
}
