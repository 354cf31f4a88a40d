package io.sharelens.node.feature;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A structure of an index as one node's build session made it.
 *
 * @param document public, equal at all nodes
 * @param rowKeys keys of its own rows, in their order
 * @param rows this node's half of them, back to back
 */
public record BuiltStructure(byte[] document, long[] rowKeys, ByteBuffer rows) {
  /**
   * @param keys that the index was given; it used the first of them
   * @param rows what it wrote
   */
  static BuiltStructure of(byte[] document, long[] keys, ByteBuffer rows, int rowBytes) {
    if (rows.remaining() % rowBytes != 0) {
      throw LensException.internal(
          "bad-structure", rows.remaining() + " bytes are no rows of " + rowBytes + " bytes");
    }
    return new BuiltStructure(document, Arrays.copyOf(keys, rows.remaining() / rowBytes), rows);
  }

  /** Digest of document and keys: equal at all nodes, and what an epoch names. */
  public String name() {
    return name(document, rowKeys);
  }

  static String name(byte[] document, long[] rowKeys) {
    MessageDigest digest = CanonicalJson.newSha256();
    digest.update(CanonicalJson.bytes(rowKeys));
    digest.update(document);
    return HexFormat.of().formatHex(digest.digest());
  }
}
