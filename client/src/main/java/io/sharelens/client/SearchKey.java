package io.sharelens.client;

import io.sharelens.api.IssuedToken;
import java.util.Map;
import java.util.Optional;

/**
 * What a user types into the search page: the tokens of nodes 1 and 2, joined by a dot. The page
 * sends each node its own only.
 */
public final class SearchKey {
  private static final String USER = "user";

  private SearchKey() {}

  /**
   * The key, if these are a user's tokens and there is one of node 1 and one of node 2.
   *
   * @param tokens by node number
   */
  public static Optional<String> of(Map<Integer, IssuedToken> tokens) {
    IssuedToken first = tokens.get(1);
    IssuedToken second = tokens.get(2);
    return first == null || second == null || !first.role().equals(USER)
        ? Optional.empty()
        : Optional.of(first.token() + "." + second.token());
  }
}
