package io.sharelens.node.job;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.FeatureShares;
import io.sharelens.node.feature.FeatureWriter;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.feature.ReplicaWriter;
import io.sharelens.node.feature.TensorShares;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.ComputingSession;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionRun;
import java.nio.ByteBuffer;

/** The computing part of an extraction session, the same at all servers. */
final class Extraction {
  private final NodeContext node;
  private final Scheme scheme;
  private final LoadedModel model;

  Extraction(NodeContext node, Scheme scheme, LoadedModel model) {
    this.node = node;
    this.scheme = scheme;
    this.model = model;
  }

  /**
   * What one server made; not stored yet.
   *
   * @param features this node's words; empty where they are stored already, and at node 3
   * @param rows index rows, back to back
   */
  record Made(int[] features, ByteBuffer rows) {}

  /**
   * At nodes 1 and 2.
   *
   * @param peer channel to each other
   * @param third channel to node 3, which deals or, told what to do first, computes
   */
  Made compute(SessionRun run, PartyChannel peer, PartyChannel third, ExtractProgramme programme) {
    if (scheme.threeServers()) {
      Messages messages = new Messages(third);
      messages.send(programme.forThird());
      messages.awaitAccepted();
    }
    long[] made = programme.made();
    int[] share =
        made == null
            ? TensorShares.batch(node.store(), programme.pictures(), model.input())
            : FeatureShares.batch(
                node.store(), programme.pictures(), model.sha256(), made, model.features());
    return compute(run, peer, third, programme.forThird(), share);
  }

  /** At node 3 of three servers. */
  Made third(SessionRun run, PartyChannel one, PartyChannel two, RowProgramme programme) {
    return compute(run, one, two, programme, new int[0]);
  }

  private Made compute(
      SessionRun run, PartyChannel one, PartyChannel other, RowProgramme programme, int[] share) {
    int n = programme.rowKeys().length;
    try (ComputingSession session =
        ComputingSession.of(
            scheme, node.node(), one, other, node.random(), run.ledger(), MaterialStock.EMPTY)) {
      Pipeline pipeline = new Pipeline(scheme, model, session);
      SharedTensor features =
          programme.stored() ? pipeline.storedFeatures(n, share) : pipeline.features(n, share);
      ByteBuffer rows = pipeline.insert(features, programme.rowKeys());
      session.end();
      return new Made(programme.stored() ? new int[0] : pipeline.words(features), rows);
    }
  }

  /** Stores what was made, durably. */
  void store(ExtractProgramme programme, Made made) {
    FeatureWriter writer = new FeatureWriter(node.store(), scheme.indexName());
    if (programme.made() == null) {
      writer.write(
          programme.pictures(),
          programme.rowKeys(),
          model.sha256(),
          model.features(),
          made.features(),
          made.rows());
    } else {
      writer.write(programme.pictures(), programme.rowKeys(), model.sha256(), made.rows());
    }
  }

  /** At node 3: rows alone. */
  void storeThird(RowProgramme programme, Made made) {
    if (made.features().length > 0) {
      throw LensException.internal("bad-features", "node 3 holds shares of features");
    }
    new ReplicaWriter(node.store(), scheme.indexName())
        .write(programme.rowKeys(), model.sha256(), made.rows());
  }
}
