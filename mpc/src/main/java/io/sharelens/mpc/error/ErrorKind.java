package io.sharelens.mpc.error;

/** Who has to act on an error. */
public enum ErrorKind {
  /** The caller sent something wrong; the same call will fail again. */
  USER,
  /** A defect of ours. */
  INTERNAL,
  /** Memory, disk, time or a peer is missing; the same call may succeed later. */
  RESOURCES,
  /** A peer broke the protocol; the session is over. */
  PROTOCOL
}
