package io.sharelens.mpc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void endsAfterOneRoundWithoutTimeAndReachesEveryKernel() {
    List<String> seen = new ArrayList<>();
    Kernels kernels =
        new Kernels() {
          private final Kernels plain = new ScalarKernels();

          @Override
          public String name() {
            return "recording";
          }

          @Override
          public int[] conv2d(ConvShape s, int[] input, int[] weights, int[] bias) {
            seen.add("conv " + s.kernel() + "/" + s.stride());
            return plain.conv2d(s, input, weights, bias);
          }

          @Override
          public int[] matmulTransposed(int[] a, int[] b, int m, int k, int n) {
            seen.add("matmul");
            return plain.matmulTransposed(a, b, m, k, n);
          }

          @Override
          public void rowProducts(
              int[] vectors,
              int count,
              int[] rows,
              int from,
              int to,
              int width,
              int[] out,
              int at,
              int step) {
            seen.add("rows " + count);
            plain.rowProducts(vectors, count, rows, from, to, width, out, at, step);
          }
        };
    WarmUp.Result r = WarmUp.run(kernels, Duration.ZERO);
    assertThat(r.rounds()).isEqualTo(1);
    assertThat(r.fastest()).isEqualTo(r.first());
    assertThat(seen).contains("conv 3/1", "conv 3/2", "conv 1/1", "matmul", "rows 1", "rows 5");
  }

  @Test
  void stopsWhenNothingIsGainedAnyMore() {
    // The limit is far beyond what scalar code needs to settle.
    WarmUp.Result r = WarmUp.run(new ScalarKernels(), Duration.ofMinutes(5));
    assertThat(r.rounds()).isGreaterThan(1);
    assertThat(r.fastest()).isLessThanOrEqualTo(r.first());
  }
}
