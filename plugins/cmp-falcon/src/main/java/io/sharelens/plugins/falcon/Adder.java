package io.sharelens.plugins.falcon;

import java.util.ArrayList;
import java.util.List;

/**
 * The bits of y + z from the shared bits of both, modulo 2^k, in the rounds of {@link CarryGroups}.
 */
final class Adder {
  private final Wire wire;
  private final Plane[] y;
  private final Plane[] z;

  /** {@code carry[t]} comes into position t. */
  private final Plane[] carry;

  private Adder(Wire wire, Plane[] y, Plane[] z) {
    this.wire = wire;
    this.y = y;
    this.z = z;
    this.carry = new Plane[y.length];
  }

  static Plane[] sum(Wire wire, Plane[] y, Plane[] z) {
    Adder adder = new Adder(wire, y, z);
    adder.run(CarryGroups.of(y.length - 1));
    Plane[] sum = new Plane[y.length];
    for (int t = 0; t < y.length; t++) {
      sum[t] = y[t].xor(z[t]);
      if (t > 0) {
        sum[t] = sum[t].xor(adder.carry[t]);
      }
    }
    return sum;
  }

  /** Carries out of a group's positions, for an incoming carry of 0 and of 1. */
  private record Group(int start, int size, Plane[] zero, Plane[] one) {}

  private void run(CarryGroups cut) {
    List<Group> groups = new ArrayList<>();
    int start = 0;
    for (int size : cut.sizes()) {
      groups.add(new Group(start, size, new Plane[size], new Plane[size]));
      start += size;
    }
    for (int r = 0; r < cut.rounds(); r++) {
      AndRound round = new AndRound(wire);
      for (int g = 0; g < groups.size(); g++) {
        Group group = groups.get(g);
        if (r < group.size) {
          step(round, group, r);
        }
        if (g > 0 && r == cut.choice(g)) {
          choose(round, group);
        }
      }
      round.run();
    }
  }

  private void step(AndRound round, Group group, int s) {
    int t = group.start + s;
    if (s == 0) {
      round.and(
          y[t],
          z[t],
          both -> {
            group.zero[0] = both;
            group.one[0] = both.xor(y[t]).xor(z[t]); // y | z
            settle(group, 0);
          });
      return;
    }
    majority(round, group.zero[s - 1], t, group.zero, s, group);
    if (group.start > 0) {
      majority(round, group.one[s - 1], t, group.one, s, group);
    }
  }

  private void majority(AndRound round, Plane in, int t, Plane[] line, int s, Group group) {
    round.and(
        y[t].xor(in),
        z[t].xor(in),
        both -> {
          line[s] = both.xor(in);
          settle(group, s);
        });
  }

  /** The lowest group's carries are what they are. */
  private void settle(Group group, int s) {
    if (group.start == 0) {
      carry[s + 1] = group.zero[s];
    }
  }

  private void choose(AndRound round, Group group) {
    Plane in = carry[group.start];
    for (int s = 0; s < group.size; s++) {
      Plane zero = group.zero[s];
      int to = group.start + s + 1;
      round.and(in, zero.xor(group.one[s]), chosen -> carry[to] = chosen.xor(zero));
    }
  }
}
