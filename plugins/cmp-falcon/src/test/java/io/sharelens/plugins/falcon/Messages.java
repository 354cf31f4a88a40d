package io.sharelens.plugins.falcon;

import io.sharelens.testkit.Operation;
import io.sharelens.testkit.WireField;
import java.util.ArrayList;
import java.util.List;

/**
 * What one party receives in one operation on n elements of one block, in the order it reads it.
 */
final class Messages {
  private static final int P = 67;

  private final int party;
  private final int n;
  private final List<List<WireField>> all = new ArrayList<>();

  private Messages(int party, int n) {
    this.party = party;
    this.n = n;
  }

  static List<List<WireField>> of(Operation operation, int party, int n) {
    Messages messages = new Messages(party, n);
    switch (operation.kind()) {
      case NEGATIVE -> {
        messages.offline(32);
        messages.online(32, 0);
      }
      case MAX, RELU -> messages.relu(operation.bits());
      case POOL -> {
        int ring = 32 - operation.bits();
        messages.enter(ring);
        messages.enter(ring);
        messages.poolingMax(ring);
        messages.relu(operation.bits());
      }
    }
    return messages.all;
  }

  private void relu(int f) {
    int k = 32 - f;
    randomBit();
    offline(k);
    online(k, f);
    add(WireField.words(n), WireField.bits(n));
  }

  /** A random bit to a word: party 1 to 2, then 2 and 3 to each other. */
  private void randomBit() {
    if (party == 2) {
      add(WireField.words(n));
    }
    if (party != 1) {
      add(WireField.words(n));
    }
  }

  private void enter(int ring) {
    if (party == 2) {
      add(planes(ring));
    }
  }

  private void poolingMax(int ring) {
    randomBit();
    offline(ring);
    online(ring, 0);
    add(planes(ring), WireField.bits(n));
  }

  private void offline(int k) {
    if (party == 2) {
      add(planes(k));
    }
    for (int products : adder(k)) {
      add(planes(products));
    }
    int[] third = {0, (2 * k + 1) / 3, (2 * k + 1) * 2 / 3, 2 * k + 1};
    int previous = (party + 1) % 3;
    int next = party % 3;
    int ofPrevious = third[previous + 1] - third[previous];
    int ofNext = third[next + 1] - third[next];
    add(residues(ofPrevious));
    add(residues(ofPrevious));
    add(residues(ofNext));
  }

  /** Products of bits, round by round, worked out by hand for the k of the suite. */
  private static int[] adder(int k) {
    return switch (k) {
      // 5, 5, 6, 7, 8 positions; choices in rounds 5 to 8
      case 32 -> new int[] {5, 9, 9, 9, 9, 11, 10, 9, 8};
      // 3, 3, 4, 5, 6, 7
      case 29 -> new int[] {6, 11, 11, 11, 10, 9, 8, 7};
      // 4, 4, 5, 6
      case 20 -> new int[] {4, 7, 7, 7, 8, 7, 6};
      default -> throw new IllegalArgumentException("k = " + k);
    };
  }

  private void online(int k, int f) {
    add(planes(k - 1));
    if (f > 0 && party == 2) {
      add(WireField.words(n), planes(f));
    }
    for (int factors = k; factors > 2; factors = factors / 2 + factors % 2) {
      add(residues(factors / 2));
    }
    open(f > 0 && party == 2, f); // from the next party
    open(f > 0 && party == 3, f); // from the previous one
  }

  private void open(boolean withPlanes, int f) {
    if (withPlanes) {
      add(residues(1), planes(f));
    } else {
      add(residues(1));
    }
  }

  private void add(WireField... fields) {
    all.add(List.of(fields));
  }

  private WireField residues(int planes) {
    return WireField.residues(planes * n, P);
  }

  private WireField planes(int count) {
    return count * n < 4096 ? WireField.bits(count * n) : WireField.bytes(count * n / 8);
  }
}
