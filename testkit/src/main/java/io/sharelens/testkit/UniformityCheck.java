package io.sharelens.testkit;

import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.spi.ComparisonProtocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Chi-square on all that a party sees of one operation, on fixed shares with fresh seeds. In each
 * session the operation runs twice on the same shares: with masks used once, the differences
 * between the two, and between neighbouring elements, are uniform as well.
 */
final class UniformityCheck {
  private static final int ELEMENTS = 512;
  private static final int SESSIONS = 12;
  private static final int[] INPUTS = {0, -1, 1 << 29, -(1 << 29) - 12_345};

  private final ComparisonSubject subject;
  private final Operation operation;
  private Samples samples = new Samples();

  UniformityCheck(ComparisonSubject subject, Operation operation) {
    this.subject = subject;
    this.operation = operation;
  }

  void run() {
    for (int input : INPUTS) {
      samples = new Samples();
      for (int s = 0; s < SESSIONS; s++) {
        session(input, s);
      }
      samples.check(operation + " of " + input + ": ");
    }
  }

  private void session(int input, int seed) {
    ComparisonInputs.Pair fixed = ComparisonInputs.equal(ELEMENTS, input, new Random(9));
    Run<List<Operation.Output>> run =
        new TwoServers(subject.factory().correlations())
            .recording()
            .random(RandomSource.seeded(1_000 + seed))
            .run(
                server -> {
                  ComparisonProtocol protocol = subject.create(server);
                  SharedTensor a = fixed.a().of(server);
                  SharedTensor b = fixed.b().of(server);
                  return List.of(operation.run(protocol, a, b), operation.run(protocol, a, b));
                });
    messages("server 1", run.one());
    messages("server 2", run.two());
    material("server 1", run.one().material());
    material("server 2", run.two().material());
    outputs("server 1", run.one().result());
    outputs("server 2", run.two().result());
  }

  private void messages(String who, Run.Side<?> side) {
    List<List<WireField>> rounds = subject.messages(operation, ELEMENTS);
    if (side.received().size() != 2 * rounds.size()) {
      throw new AssertionError(
          side.received().size() + " messages in two runs, described are " + rounds.size());
    }
    for (int r = 0; r < rounds.size(); r++) {
      int later = r + rounds.size();
      ByteBuffer[] buffers = {
        ByteBuffer.wrap(side.received().get(r)), ByteBuffer.wrap(side.sent().get(r)),
        ByteBuffer.wrap(side.received().get(later)), ByteBuffer.wrap(side.sent().get(later))
      };
      for (int f = 0; f < rounds.get(r).size(); f++) {
        WireField field = rounds.get(r).get(f);
        String name = who + ", round " + (r + 1) + ", field " + (f + 1);
        int[] in = field.decode(buffers[0]);
        int[] opened = sum(field, in, field.decode(buffers[1]));
        int[] laterIn = field.decode(buffers[2]);
        int[] laterOpened = sum(field, laterIn, field.decode(buffers[3]));
        samples.values(name + ", received", field, in, laterIn, false);
        samples.values(name + ", opened", field, opened, laterOpened, field.halfZero());
      }
      if (buffers[0].hasRemaining()) {
        throw new AssertionError(
            "round " + (r + 1) + " has " + buffers[0].remaining() + " bytes more than described");
      }
    }
  }

  private void material(String who, List<Material> fields) {
    int half = fields.size() / 2;
    for (int f = 0; f < half; f++) {
      Material m = fields.get(f);
      WireField field = describe(m);
      samples.values(
          who + ", field " + (f + 1) + " from the dealer",
          field,
          numbers(m, field),
          numbers(fields.get(f + half), field),
          false);
    }
  }

  private void outputs(String who, List<Operation.Output> results) {
    WireField field =
        results.getFirst().bits() == null ? WireField.words(ELEMENTS) : WireField.bits(ELEMENTS);
    List<int[]> numbers = new ArrayList<>();
    for (Operation.Output out : results) {
      if (out.words() != null) {
        numbers.add(AdditiveTensor.shareOf(out.words()));
      } else if (out.bits() != null) {
        numbers.add(unpack(XorBits.shareOf(out.bits()), ELEMENTS));
      }
    }
    samples.values(who + ", share of the result", field, numbers.get(0), numbers.get(1), false);
  }

  private static int[] sum(WireField field, int[] a, int[] b) {
    int[] sum = new int[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = field.plus(a[i], b[i]);
    }
    return sum;
  }

  private static WireField describe(Material m) {
    if (m.words().length > 0) {
      // A few words of packed bits are too few for a histogram of bytes.
      return m.words().length < ELEMENTS
          ? WireField.bits(Integer.SIZE * m.words().length)
          : WireField.words(m.words().length);
    }
    return m.residues().length > 0
        ? WireField.residues(m.residues().length, m.modulus())
        : WireField.bits(64 * m.bits().length);
  }

  private static int[] numbers(Material m, WireField field) {
    return switch (field.kind()) {
      case WORDS, PLANES, BYTES -> m.words();
      case BITS -> m.words().length > 0 ? unpack(m.words()) : unpack(m.bits(), field.count());
      case RESIDUES -> {
        int[] values = new int[field.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = m.residues()[i];
        }
        yield values;
      }
    };
  }

  private static int[] unpack(int[] words) {
    int[] bits = new int[Integer.SIZE * words.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = words[i >>> 5] >>> (i & 31) & 1;
    }
    return bits;
  }

  private static int[] unpack(long[] words, int n) {
    int[] bits = new int[n];
    for (int i = 0; i < n; i++) {
      bits[i] = (int) (words[i >>> 6] >>> i & 1);
    }
    return bits;
  }
}
