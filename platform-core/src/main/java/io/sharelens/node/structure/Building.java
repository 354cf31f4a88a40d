package io.sharelens.node.structure;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.feature.BuiltStructure;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionRun;

/** The computing part of a build session, the same at all servers. */
final class Building {
  private final NodeContext node;
  private final ModelCache models;
  private final EpochRows rows;
  private final StructureShelf shelf;

  Building(NodeContext node, ModelCache models, EpochRows rows, StructureShelf shelf) {
    this.node = node;
    this.models = models;
    this.rows = rows;
    this.shelf = shelf;
  }

  /**
   * The rows that a programme names.
   *
   * @throws LensException PROTOCOL {@code rows-missing} naming this node
   */
  RowSet rows(Scheme scheme, String model, BuildProgramme programme) {
    try {
      return rows.rows(model, scheme.indexName(), programme.rows());
    } catch (LensException e) {
      if (!e.code().equals("row-missing")) {
        throw e;
      }
      throw LensException.protocol(
          "rows-missing",
          "node " + node.node() + " does not have all rows that are to be arranged");
    }
  }

  BuiltStructure compute(
      SessionRun run,
      Scheme scheme,
      String model,
      PartyChannel one,
      PartyChannel other,
      RowSet over,
      BuildProgramme programme) {
    try (ComputingSession session =
        ComputingSession.of(
            scheme, node.node(), one, other, node.random(), run.ledger(), MaterialStock.EMPTY)) {
      Pipeline pipeline = new Pipeline(scheme, models.get(model), session);
      BuiltStructure built = pipeline.build(over, programme.rowKeys());
      session.end();
      return built;
    }
  }

  /** Keeps it durably; it counts when an epoch names it. */
  void keep(Scheme scheme, String model, BuiltStructure built) {
    shelf.keep(model, scheme.indexName(), built);
  }
}
