package io.sharelens.node.search;

import java.util.List;

/**
 * What node 1 was asked for; node 2 compares it with what it was asked for itself.
 *
 * @param user who asks
 * @param k results wanted
 * @param epoch number of the epoch that the client named
 * @param epochDigest its digest
 * @param owners whose pictures the user may find, sorted, as node 1's administrator says
 */
public record SearchTerms(String user, int k, long epoch, String epochDigest, List<String> owners) {
  public SearchTerms {
    owners = List.copyOf(owners);
  }
}
