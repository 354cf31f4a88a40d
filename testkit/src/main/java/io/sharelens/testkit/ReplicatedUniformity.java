package io.sharelens.testkit;

import java.util.Random;

/** {@link ThreeViews} of one operation of a comparison protocol, on fixed shares. */
final class ReplicatedUniformity {
  private static final int ELEMENTS = 512;
  private static final int[] INPUTS = {0, -1, 1 << 29, -(1 << 29) - 12_345};

  private final ReplicatedComparisonSubject subject;
  private final Operation operation;

  ReplicatedUniformity(ReplicatedComparisonSubject subject, Operation operation) {
    this.subject = subject;
    this.operation = operation;
  }

  void run() {
    for (int input : INPUTS) {
      ComparisonInputs.Pair fixed = ComparisonInputs.equal(ELEMENTS, input, new Random(9));
      ThreeSecret a = ThreeSecret.of(fixed.a(), new Random(10));
      ThreeSecret b = ThreeSecret.of(fixed.b(), new Random(11));
      new ThreeViews(
              operation + " of " + input,
              (party, message, bytes) -> subject.fields(operation, party, message, bytes))
          .requireUniform(
              s -> {
                var protocol = subject.create(s);
                return () -> operation.run(protocol, a.of(s), b.of(s));
              });
    }
  }
}
