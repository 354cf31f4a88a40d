package io.sharelens.node.structure;

import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.SessionHello;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.feature.BuiltStructure;
import io.sharelens.node.feature.EpochRows;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.feature.StructureShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.session.Agreement;
import io.sharelens.node.session.Messages;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.session.ThirdServer;

/** Node 3's side of build sessions of three servers. */
public final class BuildThird implements ThirdServer {
  private final Building building;

  public BuildThird(NodeContext node, ModelCache models, EpochRows rows, StructureShelf shelf) {
    this.building = new Building(node, models, rows, shelf);
  }

  @Override
  public void run(
      SessionRun run, Scheme scheme, SessionHello hello, PartyChannel one, PartyChannel two) {
    String model = Agreement.read(hello.hello()).model();
    Messages first = new Messages(one);
    Messages second = new Messages(two);
    BuildProgramme programme = first.receive(BuildProgramme.class);
    RowSet over;
    try {
      if (!programme.equals(second.receive(BuildProgramme.class))) {
        throw LensException.protocol(
            "programmes-differ", "nodes 1 and 2 want different things of this session");
      }
      over = building.rows(scheme, model, programme);
    } catch (LensException e) {
      first.refuse(e);
      second.refuse(e);
      throw e;
    }
    first.accept();
    second.accept();
    BuiltStructure built = building.compute(run, scheme, model, one, two, over, programme);
    building.keep(scheme, model, built);
    first.send(new BuiltName(built.name()));
  }
}
