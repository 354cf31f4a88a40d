package io.sharelens.node.structure;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.epoch.Epoch;
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
import io.sharelens.node.session.SessionKind;
import io.sharelens.node.session.SessionRun;
import java.util.UUID;

/** Node 1's side of build sessions. */
final class BuildLeader {
  private final NodeContext node;
  private final SessionJournal journal;
  private final EpochBook epochs;
  private final Building building;

  BuildLeader(
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

  /**
   * Builds a structure and keeps it at all servers that compute, or nowhere where it counts.
   *
   * @throws LensException why it failed; the row keys are used up all the same
   */
  void build(SessionRun run, Scheme scheme, String model, BuildProgramme programme) {
    UUID id = UUID.randomUUID();
    long epoch = epochs.current().map(Epoch::number).orElse(Epoch.NONE);
    String digest = epochs.current().map(Epoch::digest).orElse("");
    Agreement agreement = node.agreement(scheme, model, epoch, digest);
    journal.run(
        run,
        id,
        SessionKind.BUILD,
        epoch,
        r -> {
          RowSet over = building.rows(scheme, model, programme);
          PartyChannel peer = node.open(r, 2, id, SessionKind.BUILD, agreement.hello());
          Messages second = new Messages(peer);
          second.send(programme);
          second.awaitAccepted();
          PartyChannel other = node.open(r, 3, id, SessionKind.BUILD, agreement.hello());
          Messages third = new Messages(other);
          if (scheme.threeServers()) {
            third.send(programme);
            third.awaitAccepted();
          }
          BuiltStructure built = building.compute(r, scheme, model, peer, other, over, programme);
          // The others keep theirs first: what they have and node 1 has not, they drop later.
          requireSame(built, second.receive(BuiltName.class), 2);
          if (scheme.threeServers()) {
            requireSame(built, third.receive(BuiltName.class), 3);
          }
          building.keep(scheme, model, built);
          return Boolean.TRUE;
        });
  }

  private static void requireSame(BuiltStructure mine, BuiltName theirs, int other) {
    if (!mine.name().equals(theirs.name())) {
      throw LensException.protocol(
          "structures-differ",
          "node 1 built the index structure "
              + mine.name()
              + ", node "
              + other
              + " "
              + theirs.name());
    }
  }
}
