package io.sharelens.node.control;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.control.ControlMessages.EpochName;
import io.sharelens.node.control.ControlMessages.FileWanted;
import io.sharelens.node.control.ControlMessages.Request;
import io.sharelens.node.control.ControlMessages.Retain;
import io.sharelens.node.control.ControlMessages.StatusRequest;
import io.sharelens.node.control.RoundMessages.RoundNotice;
import io.sharelens.node.control.SchemeMessages.SchemeNotice;
import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.model.ModelNotice;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Control sessions at nodes 2 and 3: carries out what node 1 asks, or says why not. */
public final class ControlServer implements SessionAcceptor {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final NodeContext node;
  private final Follower follower;
  private final RoundPeer rounds;
  private final SchemePeer schemes;

  /**
   * @param rounds answers about training rounds, or says why not
   * @param schemes answers about changes of scheme
   */
  public ControlServer(NodeContext node, Follower follower, RoundPeer rounds, SchemePeer schemes) {
    this.node = node;
    this.follower = follower;
    this.rounds = rounds;
    this.schemes = schemes;
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 opens control sessions");
    }
    Agreement theirs = Agreement.read(hello.hello());
    boolean anyScheme = theirs.equals(Agreement.OF_NO_SCHEME);
    if (!anyScheme) {
      node.agreement(node.schemes().target(), "", Epoch.NONE, "").requireSame(theirs, hello.from());
    }
    return new Accepted(node.channelLimits(hello.kind()), channel -> serve(channel, anyScheme));
  }

  private void serve(PartyChannel channel, boolean anyScheme) {
    try (channel) {
      Messages m = new Messages(channel);
      Op op = op(m.receive(Request.class).op());
      try {
        if (anyScheme && op != Op.SCHEME) {
          throw LensException.protocol("scheme-differs", "this request needs an agreed scheme");
        }
        handle(op, m);
      } catch (LensException e) {
        LOG.warn("node 1 asked for {}: {}", op, e.getMessage());
        m.refuse(e);
      } catch (RuntimeException e) {
        LOG.error("node 1 asked for {}", op, e);
        m.refuse(new LensException(ErrorKind.INTERNAL, "defect", "unexpected: " + e, e));
      }
      awaitEnd(channel);
    }
  }

  private void handle(Op op, Messages m) {
    switch (op) {
      case STATUS -> {
        var reply = follower.status(m.receive(StatusRequest.class));
        m.accept();
        m.send(reply);
      }
      case PREPARE_EPOCH -> {
        follower.prepare(m.receive(Epoch.class));
        m.accept();
      }
      case COMMIT_EPOCH -> {
        EpochName name = m.receive(EpochName.class);
        follower.commit(name.number(), name.digest());
        m.accept();
      }
      case PREPARE_MODEL -> {
        ModelNotice model = m.receive(ModelNotice.class);
        boolean wanted = follower.wants(model);
        m.accept();
        m.send(new FileWanted(wanted));
        if (wanted) {
          follower.take(model, file -> m.receiveFile(file, model.bytes()));
        }
        follower.prepare(model);
        m.accept();
      }
      case COMMIT_MODEL -> {
        follower.commit(m.receive(ModelNotice.class));
        m.accept();
      }
      case RETAIN_ROWS -> {
        follower.retain(m.receive(Retain.class));
        m.accept();
      }
      case ROUND -> {
        var answer = rounds.hear(m.receive(RoundNotice.class));
        m.accept();
        m.send(answer);
      }
      case SCHEME -> {
        var answer = schemes.hear(m.receive(SchemeNotice.class));
        m.accept();
        m.send(answer);
      }
    }
  }

  /** The caller closes; closing first could cut off the answer. */
  private static void awaitEnd(PartyChannel channel) {
    try {
      channel.receive(0);
    } catch (LensException e) {
      LOG.trace("control session over: {}", e.getMessage());
    }
  }

  private static Op op(String name) {
    try {
      return Op.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw LensException.protocol("unknown-request", "node 1 asks for '" + name + "'");
    }
  }
}
