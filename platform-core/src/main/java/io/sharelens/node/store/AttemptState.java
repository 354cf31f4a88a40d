package io.sharelens.node.store;

/** Life of an attempt; drawn in docs/DATA_MODEL.md. */
public enum AttemptState {
  /** Bytes are missing. */
  UPLOADING,
  /** Complete here; not yet in the index. */
  STORED,
  /** Its feature and index row are stored. */
  INDEXED,
  /** Extraction gave up. */
  FAILED,
  /** A newer attempt took its place; its bytes are gone. The row keeps the id from being reused. */
  REPLACED,
  /** The owner deleted the picture; the bytes are gone. */
  DELETED;

  /** Whether this node still holds its bytes. */
  public boolean alive() {
    return this != REPLACED && this != DELETED;
  }
}
