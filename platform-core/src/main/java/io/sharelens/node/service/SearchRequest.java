package io.sharelens.node.service;

/**
 * A search as it reached this node.
 *
 * @param searchId the client's UUID, equal at both nodes, used once
 * @param user account that asks; the epoch's grants say whose pictures it may find
 * @param k results wanted, at least 1
 * @param epoch number of the epoch that the client read
 * @param epochDigest its digest
 * @param share 16 bytes of seed at node 1, little-endian words of the tensor's share at node 2
 */
public record SearchRequest(
    String searchId, String user, int k, long epoch, String epochDigest, byte[] share) {
  @Override
  public String toString() {
    return "SearchRequest[" + searchId + ", user=" + user + ", k=" + k + "]";
  }
}
