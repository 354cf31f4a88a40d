package io.sharelens.node.rest;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeProposal;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.SchemeService;
import java.util.List;

/** Changes of scheme at a node that computes nothing: there are none. */
final class FakeSchemes implements SchemeService {
  @Override
  public List<SchemeChange> list() {
    return List.of();
  }

  @Override
  public SchemeChange propose(SchemeProposal proposal) {
    throw LensException.user("not-coordinator", "this node computes nothing");
  }

  @Override
  public SchemeChange approve(String id) {
    throw LensException.user("change-unknown", "no change of scheme " + id);
  }

  @Override
  public SchemeChange cancel(String id) {
    throw LensException.user("change-unknown", "no change of scheme " + id);
  }
}
