package io.sharelens.node.change;

import io.sharelens.api.SchemeChange.State;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.SchemeMessages.SchemeAnswer;
import io.sharelens.node.control.SchemeMessages.SchemeNotice;
import io.sharelens.node.control.SchemePeer;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.store.SchemeChangeRow;

/**
 * Nodes 2 and 3 in a change of scheme: they check what node 1 proposes against their own plugins
 * and configuration, and follow only what their own administrator approved.
 */
final class ChangeFollower implements SchemePeer {
  private final ChangeBook book;
  private final SchemeReview review;

  ChangeFollower(ChangeBook book, SchemeReview review) {
    this.book = book;
    this.review = review;
  }

  @Override
  public synchronized SchemeAnswer hear(SchemeNotice notice) {
    SchemeChangeRow row = book.find(notice.id()).orElse(null);
    if (row == null) {
      if (notice.state().over()) {
        return new SchemeAnswer(false, null);
      }
      return first(notice);
    }
    if (row.state().over()) {
      boolean agreed = row.state() == notice.state() || notice.state().over();
      return new SchemeAnswer(
          false, agreed ? null : "it is " + row.state() + " here: " + row.cause());
    }
    return switch (notice.state()) {
      case PROPOSED -> new SchemeAnswer(row.approved() != null, null);
      case APPROVED -> {
        book.move(row, State.APPROVED, notice.cause());
        yield new SchemeAnswer(row.approved() != null, null);
      }
      case STAGING -> stage(row);
      case ACTIVE -> {
        // The epoch may come later than this notice; it makes the scheme serve.
        book.activated(row);
        yield new SchemeAnswer(true, null);
      }
      default -> {
        book.end(row, notice.state(), String.valueOf(notice.cause()));
        yield new SchemeAnswer(row.approved() != null, null);
      }
    };
  }

  private SchemeAnswer first(SchemeNotice notice) {
    try {
      Scheme scheme = review.check(notice.scheme(), notice.plugins());
      book.open().ifPresent(r -> book.end(r, State.CANCELLED, "node 1 proposed another scheme"));
      book.add(
          notice.id(), scheme, CanonicalJson.text(notice.scheme()), notice.model(), State.PROPOSED);
      return new SchemeAnswer(false, null);
    } catch (LensException e) {
      return new SchemeAnswer(false, e.code() + ": " + e.getMessage());
    }
  }

  private SchemeAnswer stage(SchemeChangeRow row) {
    if (row.approved() == null) {
      return new SchemeAnswer(false, "this node's administrator has not approved");
    }
    if (row.state() != State.STAGING) {
      book.stage(row);
    }
    return new SchemeAnswer(true, null);
  }
}
