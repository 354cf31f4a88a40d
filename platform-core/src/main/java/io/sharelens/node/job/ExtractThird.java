package io.sharelens.node.job;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.ModelCache.LoadedModel;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.ThirdServer;
import java.util.Arrays;
import java.util.Set;

/** Node 3's side of extraction sessions of three servers. It learns row keys, but no pictures. */
public final class ExtractThird implements ThirdServer {
  private final NodeContext node;
  private final ModelCache models;

  public ExtractThird(NodeContext node, ModelCache models) {
    this.node = node;
    this.models = models;
  }

  @Override
  public void run(
      SessionRun run, Scheme scheme, SessionHello hello, PartyChannel one, PartyChannel two) {
    Messages first = new Messages(one);
    Messages second = new Messages(two);
    RowProgramme programme = first.receive(RowProgramme.class);
    LoadedModel model;
    try {
      if (!programme.equals(second.receive(RowProgramme.class))) {
        throw LensException.protocol(
            "programmes-differ", "nodes 1 and 2 want different things of this session");
      }
      requireFresh(programme.rowKeys());
      model = models.get(Agreement.read(hello.hello()).model());
    } catch (LensException e) {
      first.refuse(e);
      second.refuse(e);
      throw e;
    }
    first.accept();
    second.accept();
    Extraction extraction = new Extraction(node, scheme, model);
    Extraction.Made made = extraction.third(run, one, two, programme);
    extraction.storeThird(programme, made);
    first.accept();
  }

  private void requireFresh(long[] keys) {
    Set<Long> known = node.store().replicaRows().keys();
    Arrays.stream(keys)
        .filter(known::contains)
        .findFirst()
        .ifPresent(
            k -> {
              throw LensException.protocol("row-reused", "row key " + k + " was used before");
            });
  }
}
