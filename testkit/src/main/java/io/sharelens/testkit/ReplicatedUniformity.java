package io.sharelens.testkit;

import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.spi.ComparisonProtocol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/**
 * Chi-square on all that a party of three sees of one operation, on fixed shares with fresh seeds.
 * In each session the operation runs twice on the same shares.
 */
final class ReplicatedUniformity {
  private static final int ELEMENTS = 512;
  private static final int SESSIONS = 12;
  private static final int[] INPUTS = {0, -1, 1 << 29, -(1 << 29) - 12_345};

  private final ReplicatedComparisonSubject subject;
  private final Operation operation;

  ReplicatedUniformity(ReplicatedComparisonSubject subject, Operation operation) {
    this.subject = subject;
    this.operation = operation;
  }

  void run() {
    for (int input : INPUTS) {
      Samples samples = new Samples();
      for (int s = 0; s < SESSIONS; s++) {
        session(input, s, samples);
      }
      samples.check(operation + " of " + input + ": ");
    }
  }

  private void session(int input, int seed, Samples samples) {
    ComparisonInputs.Pair fixed = ComparisonInputs.equal(ELEMENTS, input, new Random(9));
    ThreeSecret a = ThreeSecret.of(fixed.a(), new Random(10));
    ThreeSecret b = ThreeSecret.of(fixed.b(), new Random(11));
    ThreeRun<List<Operation.Output>> run =
        new ThreeServers()
            .recording()
            .random(RandomSource.seeded(1_000 + seed))
            .run(
                server -> {
                  ComparisonProtocol protocol = subject.create(server);
                  return List.of(
                      operation.run(protocol, a.of(server), b.of(server)),
                      operation.run(protocol, a.of(server), b.of(server)));
                });
    for (int party = 1; party <= ThreeServers.PARTIES; party++) {
      messages(party, run.side(party).received(), samples);
      outputs("party " + party, run.side(party).result(), samples);
    }
  }

  private void messages(int party, List<ThreeRun.Message> received, Samples samples) {
    int half = received.size() / 2;
    if (received.size() != 2 * half) {
      throw new AssertionError("party " + party + " got " + received.size() + " in two runs");
    }
    for (int m = 0; m < half; m++) {
      ThreeRun.Message first = received.get(m);
      ThreeRun.Message later = received.get(m + half);
      String name = "party " + party + ", message " + (m + 1) + " from " + first.from();
      if (first.payload().length != later.payload().length || first.from() != later.from()) {
        throw new AssertionError(name + " is another one in a second run");
      }
      ByteBuffer one = ByteBuffer.wrap(first.payload());
      ByteBuffer two = ByteBuffer.wrap(later.payload());
      int f = 0;
      for (WireField field : subject.fields(operation, party, m, first.payload().length)) {
        samples.values(name + ", field " + ++f, field, field.decode(one), field.decode(two), false);
      }
      if (one.hasRemaining()) {
        throw new AssertionError(name + " is " + one.remaining() + " bytes longer than described");
      }
    }
  }

  private static void outputs(String who, List<Operation.Output> results, Samples samples) {
    WireField field =
        results.getFirst().bits() == null ? WireField.words(ELEMENTS) : WireField.bits(ELEMENTS);
    for (boolean own : new boolean[] {true, false}) {
      samples.values(
          who + (own ? ", own part" : ", next part"),
          field,
          part(results.get(0), own),
          part(results.get(1), own),
          false);
    }
  }

  private static int[] part(Operation.Output out, boolean own) {
    if (out.words() != null) {
      ReplicatedTensor t = ReplicatedTensor.of(out.words());
      return own ? t.own() : t.next();
    }
    if (out.bits() == null) {
      throw new AssertionError("a party gave no result");
    }
    ReplicatedBits b = ReplicatedBits.of(out.bits());
    long[] words = own ? b.own() : b.next();
    int[] bits = new int[b.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (int) (words[i >>> 6] >>> i & 1);
    }
    return bits;
  }
}
