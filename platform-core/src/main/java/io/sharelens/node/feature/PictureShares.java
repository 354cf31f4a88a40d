package io.sharelens.node.feature;

import java.util.List;
import java.util.Optional;

/**
 * What the runtime needs from the store of uploaded pictures. Deleted pictures and attempts that
 * are not complete here do not appear.
 */
public interface PictureShares {
  /** The newest complete attempt of each picture that is not deleted, in no particular order. */
  List<HeldPicture> complete();

  /** A complete attempt of a picture that is not deleted, whether or not it is the newest. */
  Optional<HeldPicture> find(AttemptKey key);

  /** Whether the picture is there, that is, not deleted, in whatever attempt. */
  boolean exists(String owner, String id);

  /**
   * The whole tensor share of a complete attempt: 16 bytes of seed, or 4 bytes for each element,
   * little-endian.
   *
   * @throws io.sharelens.mpc.error.LensException INTERNAL if the stored bytes do not have their
   *     checksum
   */
  byte[] tensorShare(AttemptKey key);

  /** Number of pictures of which only an incomplete attempt is here. */
  int uploading();

  /**
   * The attempt's feature is in the current epoch; older attempts of the picture may be dropped.
   */
  void indexed(AttemptKey key);

  /** Extraction gave up on this attempt; {@code cause} is shown to the owner. */
  void failed(AttemptKey key, String cause);
}
