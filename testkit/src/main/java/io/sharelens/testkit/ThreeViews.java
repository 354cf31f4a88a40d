package io.sharelens.testkit;

import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chi-square on all that each of three parties sees of an operation on fixed shares with fresh
 * seeds: every message that it receives and both parts of the result. In each session the operation
 * runs twice on the same shares.
 */
public final class ThreeViews {
  /** Messages of fewer bytes are too short for a histogram of bytes. */
  private static final int SHORT = 256;

  private static final int SESSIONS = 12;

  private final String what;
  private final Fields fields;

  /** What a message is made of. */
  @FunctionalInterface
  public interface Fields {
    /**
     * @param party that receives it
     * @param message number of it among those that the party receives, from 0
     * @param bytes its length
     * @return fields in the order in which they lie in the message
     */
    List<WireField> of(int party, int message, int bytes);
  }

  /** One party's preparation, which gives what is run twice. */
  @FunctionalInterface
  public interface Prepared {
    Supplier<Operation.Output> at(ThreeServer server);
  }

  /** Messages of uniform bytes. */
  public ThreeViews(String what) {
    this(what, (party, message, bytes) -> plain(bytes));
  }

  /** Messages of described fields. */
  public ThreeViews(String what, Fields fields) {
    this.what = what;
    this.fields = fields;
  }

  /** Uniform bytes: what is masked in any ring of a power of two. */
  static List<WireField> plain(int bytes) {
    return List.of(bytes < SHORT ? WireField.bits(Byte.SIZE * bytes) : WireField.bytes(bytes));
  }

  /** Fails unless all is uniform. Results need enough elements for a histogram. */
  public void requireUniform(Prepared operation) {
    check(operation, true);
  }

  /** As {@link #requireUniform} of the messages alone. */
  public void requireUniformMessages(Prepared operation) {
    check(operation, false);
  }

  private void check(Prepared operation, boolean results) {
    Samples samples = new Samples();
    for (int s = 0; s < SESSIONS; s++) {
      ThreeRun<List<Operation.Output>> run =
          new ThreeServers()
              .recording()
              .random(RandomSource.seeded(1_000 + s))
              .run(
                  server -> {
                    Supplier<Operation.Output> once = operation.at(server);
                    return List.of(once.get(), once.get());
                  });
      for (int party = 1; party <= ThreeServers.PARTIES; party++) {
        messages(party, run.side(party).received(), samples);
        if (results) {
          outputs("party " + party, run.side(party).result(), samples);
        }
      }
    }
    samples.check(what + ": ");
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
      for (WireField field : fields.of(party, m, first.payload().length)) {
        samples.values(name + ", field " + ++f, field, field.decode(one), field.decode(two), false);
      }
      if (one.hasRemaining()) {
        throw new AssertionError(name + " is " + one.remaining() + " bytes longer than described");
      }
    }
  }

  private static void outputs(String who, List<Operation.Output> results, Samples samples) {
    for (boolean own : new boolean[] {true, false}) {
      int[] first = part(results.get(0), own);
      samples.values(
          who + (own ? ", own part" : ", next part"),
          results.getFirst().bits() == null
              ? WireField.words(first.length)
              : WireField.bits(first.length),
          first,
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
