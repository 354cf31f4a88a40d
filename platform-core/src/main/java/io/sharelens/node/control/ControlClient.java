package io.sharelens.node.control;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlMessages.EpochName;
import io.sharelens.node.control.ControlMessages.FileWanted;
import io.sharelens.node.control.ControlMessages.Request;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.control.ControlMessages.StatusReply;
import io.sharelens.node.control.ControlMessages.StatusRequest;
import io.sharelens.node.control.RoundMessages.RoundAnswer;
import io.sharelens.node.control.RoundMessages.RoundNotice;
import io.sharelens.node.control.SchemeMessages.SchemeAnswer;
import io.sharelens.node.control.SchemeMessages.SchemeNotice;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionKind;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;

/**
 * Node 1's side of control sessions, one for each call. Every call throws what the other node
 * refuses with, or RESOURCES naming it if it cannot be reached.
 */
public final class ControlClient {
  private final NodeContext node;

  public ControlClient(NodeContext node) {
    this.node = node;
  }

  public StatusReply status(int party, StatusRequest request) {
    return call(
        party,
        Op.STATUS,
        m -> {
          m.send(request);
          m.awaitAccepted();
          return m.receive(StatusReply.class);
        });
  }

  public void prepare(int party, Epoch epoch) {
    call(party, Op.PREPARE_EPOCH, m -> sendAndWait(m, epoch));
  }

  public void commit(int party, EpochName epoch) {
    call(party, Op.COMMIT_EPOCH, m -> sendAndWait(m, epoch));
  }

  /** Sends the file if the other node does not have it. */
  public void prepare(int party, ModelNotice model, Path file) {
    call(
        party,
        Op.PREPARE_MODEL,
        m -> {
          sendAndWait(m, model);
          if (m.receive(FileWanted.class).wanted()) {
            m.sendFile(file);
          }
          m.awaitAccepted();
          return Boolean.TRUE;
        });
  }

  public void commit(int party, ModelNotice model) {
    call(party, Op.COMMIT_MODEL, m -> sendAndWait(m, model));
  }

  public void retain(int party, Retain rows) {
    call(party, Op.RETAIN_ROWS, m -> sendAndWait(m, rows));
  }

  /** Tells node 2 where a round stands. */
  public RoundAnswer round(RoundNotice notice) {
    return call(
        2,
        Op.ROUND,
        m -> {
          m.send(notice);
          m.awaitAccepted();
          return m.receive(RoundAnswer.class);
        });
  }

  /** Tells another node where a change of scheme stands. */
  public SchemeAnswer scheme(int party, SchemeNotice notice) {
    // Nodes may be at different schemes now: that is what this is about.
    return call(
        party,
        Op.SCHEME,
        Agreement.OF_NO_SCHEME,
        m -> {
          m.send(notice);
          m.awaitAccepted();
          return m.receive(SchemeAnswer.class);
        });
  }

  private static Boolean sendAndWait(Messages m, Object document) {
    m.send(document);
    m.awaitAccepted();
    return Boolean.TRUE;
  }

  private <T> T call(int party, Op op, Function<Messages, T> body) {
    return call(party, op, node.agreement(node.schemes().target(), "", Epoch.NONE, ""), body);
  }

  private <T> T call(int party, Op op, Agreement agreement, Function<Messages, T> body) {
    try (PartyChannel channel =
        node.network()
            .open(
                party,
                UUID.randomUUID(),
                SessionKind.CONTROL,
                agreement.hello(),
                node.channelLimits(SessionKind.CONTROL))) {
      try {
        Messages messages = new Messages(channel);
        messages.send(new Request(op.name()));
        return body.apply(messages);
      } catch (LensException e) {
        channel.abort(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}
