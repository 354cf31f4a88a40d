package io.sharelens.inference.plan;

import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors whose scales hang together: a pooled sum has its input's scale times the window's size,
 * the inputs of a concat or add share one scale. Union-find with factors.
 */
final class ScaleGroups {
  private record Link(String parent, double factor) {}

  private final Map<String, Link> links = new LinkedHashMap<>();

  /** A tensor of a group: its scale is the root's times {@code factor}. */
  record Place(String root, double factor) {}

  void add(String id) {
    links.putIfAbsent(id, new Link(id, 1));
  }

  Place find(String id) {
    Link link = links.get(id);
    if (link == null) {
      throw LensException.internal("bad-plan", "no scale group for " + id);
    }
    if (link.parent.equals(id)) {
      return new Place(id, 1);
    }
    Place above = find(link.parent);
    return new Place(above.root, above.factor * link.factor);
  }

  /** Demands scale(b) = scale(a) * ratio. */
  void join(String a, String b, double ratio) {
    Place pa = find(a);
    Place pb = find(b);
    double factor = pa.factor * ratio / pb.factor; // of b's root relative to a's
    if (!pa.root.equals(pb.root)) {
      links.put(pb.root, new Link(pa.root, factor));
    } else if (Math.abs(factor - 1) > 1e-9) {
      throw LensException.user(
          "plan-does-not-hold",
          "layer " + b + " joins tensors whose scales differ by a factor of " + factor);
    }
  }

  /** Roots with their members, in the order in which they were added. */
  Map<String, List<String>> groups() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (String id : links.keySet()) {
      out.computeIfAbsent(find(id).root, r -> new ArrayList<>()).add(id);
    }
    return out;
  }
}
