package io.sharelens.node.session;

/** Kinds of sessions on the party port. */
public final class SessionKind {
  /** Node 1 tells the others about epochs and models, and asks what they hold. */
  public static final String CONTROL = "control";

  /** Features of a batch of pictures. */
  public static final String EXTRACT = "extract";

  /** One search. */
  public static final String SEARCH = "search";

  /** Dealer material for the servers' stocks. */
  public static final String STOCK = "stock";

  /** What an index makes of the rows of an epoch. */
  public static final String BUILD = "build";

  /** Weights of a split model, masked once with rows of the dealer. */
  public static final String WEIGHTS = "weights";

  /** The sum of a training round's updates, or of its losses. */
  public static final String AGGREGATE = "aggregate";

  /** A node asks another one how it is. */
  public static final String WATCH = "watch";

  private SessionKind() {}
}
