package io.sharelens.node.job;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.feature.FeatureWriter;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.feature.Pipeline;
import io.sharelens.node.feature.TensorShares;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.ServerSession;
import io.sharelens.node.session.SessionRun;
import java.nio.ByteBuffer;

/** The computing part of an extraction session, the same at both servers. */
final class Extraction {
  private final NodeContext node;

  Extraction(NodeContext node) {
    this.node = node;
  }

  /** What one server made; not stored yet. */
  record Made(int[] features, ByteBuffer rows) {}

  Made compute(
      Scheme scheme,
      SessionRun run,
      PartyChannel peer,
      PartyChannel dealer,
      LoadedModel model,
      ExtractProgramme programme) {
    SharedTensor pictures = TensorShares.batch(node.store(), programme.pictures(), model.input());
    try (ServerSession session =
        new ServerSession(
            node.node(), peer, dealer, node.random(), run.ledger(), MaterialStock.EMPTY)) {
      Pipeline pipeline = new Pipeline(scheme, model, session);
      SharedTensor features = pipeline.features(pictures);
      ByteBuffer rows = pipeline.insert(features, programme.rowKeys());
      session.end();
      return new Made(pipeline.words(features), rows);
    }
  }

  void store(Scheme scheme, LoadedModel model, ExtractProgramme programme, Made made) {
    new FeatureWriter(node.store(), scheme.indexName())
        .write(
            programme.pictures(),
            programme.rowKeys(),
            model.sha256(),
            model.features(),
            made.features(),
            made.rows());
  }
}
