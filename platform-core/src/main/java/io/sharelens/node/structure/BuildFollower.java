package io.sharelens.node.structure;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionAcceptor;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.feature.BuiltStructure;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionJournal;
import io.sharelens.node.session.SessionRun;

/** Node 2's side of build sessions. */
public final class BuildFollower implements SessionAcceptor {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final Building building;

  public BuildFollower(
      NodeContext node,
      SessionJournal journal,
      EpochBook epochs,
      ModelCache models,
      EpochRows rows,
      StructureShelf shelf) {
    this.node = node;
    this.journal = journal;
    this.epochs = epochs;
    this.building = new Building(node, models, rows, shelf);
  }

  @Override
  public Accepted decide(SessionHello hello) {
    if (hello.from() != 1) {
      throw LensException.protocol("wrong-party", "only node 1 builds structures");
    }
    Agreement theirs = Agreement.read(hello.hello());
    Scheme scheme = node.schemes().target();
    node.agreement(scheme, theirs.model(), theirs.epoch(), theirs.epochDigest())
        .requireSame(theirs, hello.from());
    if (theirs.epoch() != 0) {
      epochs.requireOrCommit(theirs.epoch(), theirs.epochDigest());
    }
    return new Accepted(
        node.channelLimits(hello.kind()),
        channel ->
            journal.run(
                hello.session(),
                hello.kind(),
                theirs.epoch(),
                run -> serve(scheme, theirs.model(), hello, run, run.watch(channel))));
  }

  private Boolean serve(
      Scheme scheme, String model, SessionHello hello, SessionRun run, PartyChannel peer) {
    Messages messages = new Messages(peer);
    BuildProgramme programme = messages.receive(BuildProgramme.class);
    RowSet over;
    try {
      over = building.rows(scheme, model, programme);
    } catch (LensException e) {
      messages.refuse(e);
      throw e;
    }
    messages.accept();
    PartyChannel third = node.openThird(run, hello);
    if (scheme.threeServers()) {
      Messages m = new Messages(third);
      m.send(programme);
      m.awaitAccepted();
    }
    BuiltStructure built = building.compute(run, scheme, model, peer, third, over, programme);
    building.keep(scheme, model, built);
    messages.send(new BuiltName(built.name()));
    return Boolean.TRUE;
  }
}
