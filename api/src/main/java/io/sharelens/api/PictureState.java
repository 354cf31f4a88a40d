package io.sharelens.api;

/** Life of an attempt at a picture at one node; see docs/DATA_MODEL.md. */
public enum PictureState {
  /** Some bytes are missing. */
  UPLOADING,
  /** All bytes are here; extraction starts when the other node has the same attempt. */
  STORED,
  /** Its feature is in the index; it is searchable. */
  INDEXED,
  /** Extraction gave up; the cause says why. */
  FAILED
}
