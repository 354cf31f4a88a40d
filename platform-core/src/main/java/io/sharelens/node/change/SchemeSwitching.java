package io.sharelens.node.change;

import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.control.SchemePeer;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.service.SchemeService;
import io.sharelens.node.session.NodeContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a node's part of changes of scheme together: node 1 leads, nodes 2 and 3 follow. */
public final class SchemeSwitching {
  private final SchemeService service;
  private final @Nullable SwitchKeeper keeper;
  private final SchemePeer peer;

  private SchemeSwitching(SchemeService service, @Nullable SwitchKeeper keeper, SchemePeer peer) {
    this.service = service;
    this.keeper = keeper;
    this.peer = peer;
  }

  /**
   * Node 1's part.
   *
   * @param consents what the other nodes' administrators decided
   * @param changed called when there may be a step to take
   */
  public static SchemeSwitching leading(
      NodeContext node,
      SchemeReview review,
      EpochBook epochs,
      ControlClient control,
      ModelPublisher publisher,
      Consents consents,
      Runnable changed) {
    ChangeBook book = new ChangeBook(node.store(), node.schemes(), node.clock());
    SwitchKeeper keeper =
        new SwitchKeeper(node.store(), node.schemes(), book, review, control, publisher);
    return of(node, review, epochs, book, keeper, consents, changed);
  }

  /** The part of nodes 2 and 3. */
  public static SchemeSwitching following(
      NodeContext node, SchemeReview review, EpochBook epochs, Consents consents) {
    ChangeBook book = new ChangeBook(node.store(), node.schemes(), node.clock());
    return of(node, review, epochs, book, null, consents, () -> {});
  }

  private static SchemeSwitching of(
      NodeContext node,
      SchemeReview review,
      EpochBook epochs,
      ChangeBook book,
      @Nullable SwitchKeeper keeper,
      Consents consents,
      Runnable changed) {
    ChangeViews views =
        new ChangeViews(node.node(), node.store(), node.schemes(), epochs, consents);
    return new SchemeSwitching(
        new SchemeDesk(
            node.node(), node.store(), node.schemes(), book, review, views, keeper, changed),
        keeper,
        new ChangeFollower(book, review));
  }

  public SchemeService service() {
    return service;
  }

  /** Takes the steps; at node 1 only. */
  public Optional<SwitchKeeper> keeper() {
    return Optional.ofNullable(keeper);
  }

  /** Answers node 1's control sessions. */
  public SchemePeer peer() {
    return peer;
  }
}
