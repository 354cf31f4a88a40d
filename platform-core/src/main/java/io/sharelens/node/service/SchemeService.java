package io.sharelens.node.service;

import io.sharelens.api.SchemeChange;
import io.sharelens.api.SchemeProposal;
import java.util.List;

/** Changes of scheme, for administrators. */
public interface SchemeService {
  /** Changes that were proposed here, the newest first. */
  List<SchemeChange> list();

  /**
   * Checks a scheme and proposes it to the other nodes; at node 1 only.
   *
   * @throws io.sharelens.mpc.error.LensException USER with the reason if this node cannot or may
   *     not run it, {@code change-open} while another change is open, {@code not-coordinator}
   */
  SchemeChange propose(SchemeProposal proposal);

  /**
   * This node's administrator agrees.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code change-unknown}, {@code change-over}
   */
  SchemeChange approve(String id);

  /**
   * This node's administrator does not agree, or withdraws; the old scheme serves on.
   *
   * @throws io.sharelens.mpc.error.LensException USER {@code change-unknown}, {@code change-over}
   */
  SchemeChange cancel(String id);
}
