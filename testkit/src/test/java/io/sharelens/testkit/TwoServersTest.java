package io.sharelens.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoServersTest {
  private static final Shape THREE = Shape.of(3);
  private final Secret a = Secret.of(THREE, new int[] {7, -3, 1 << 20}, new Random(1));
  private final Secret b = Secret.of(THREE, new int[] {6, -5, 1 << 11}, new Random(2));

  private SharedTensor product(Server s) {
    return s.arithmetic().multiply(a.of(s), b.of(s));
  }

  @Test
  void bothServersRunTheProgramAndTheirSharesAddUp() {
    Run<SharedTensor> run = new TwoServers().run(this::product);
    assertThat(Secret.reconstruct(run.one().result(), run.two().result()))
        .containsExactly(42, 15, 1 << 31);
    assertThat(run.rounds()).isEqualTo(1);
    assertThat(run.onlineBytes()).isEqualTo(2 * 3 * 2 * 4);
    assertThat(run.offlineBytes()).isEqualTo(3 * 4);
    assertThat(run.one().openings()).isEmpty();
  }

  @Test
  void aSeedRepeatsEveryMessageAndNoSeedRepeatsNone() {
    TwoServers seeded = new TwoServers().recording().random(RandomSource.seeded(5));
    Run<SharedTensor> first = seeded.run(this::product);
    Run<SharedTensor> again = seeded.run(this::product);
    assertThat(first.two().received()).hasSize(1);
    assertThat(first.two().received()).usingRecursiveComparison().isEqualTo(again.two().received());
    assertThat(first.two().material()).isEqualTo(again.two().material());
    Run<SharedTensor> other = new TwoServers().recording().run(this::product);
    assertThat(first.two().received().getFirst()).isNotEqualTo(other.two().received().getFirst());
  }

  @Test
  void theDealerSeesTheRequestsOfBoth() {
    Run.DealerView view = new TwoServers().run(this::product).dealer();
    // nonce, request, end
    assertThat(view.fromFirst()).hasSize(3);
    assertThat(List.of(view.fromFirst().get(1), view.fromFirst().get(2)))
        .usingRecursiveComparison()
        .isEqualTo(List.of(view.fromSecond().get(1), view.fromSecond().get(2)));
  }

  @Test
  void theFirstErrorIsReportedAndNobodyHangs() {
    TwoServers parties = new TwoServers();
    assertThatThrownBy(
            () ->
                parties.run(
                    s -> {
                      if (s.number() == 2) {
                        throw LensException.user("broken", "this server has had enough");
                      }
                      return product(s);
                    }))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("had enough");
  }

  @Test
  void anUnreadMessageIsAnError() {
    TwoServers parties = new TwoServers();
    assertThatThrownBy(
            () ->
                parties.run(
                    s -> {
                      if (s.number() == 1) {
                        s.peer().send(ByteBuffer.allocate(5));
                      }
                      return 0;
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("server 2");
  }

  @Test
  void aKeyIsMaskedOnce() {
    TwoServers parties = new TwoServers().rows(new MemoryMaskRows());
    TwoServers.PartyProgram<Object> fix =
        s -> s.arithmetic().fix(s.arithmetic().reshape(a.of(s), Shape.of(1, 3)), new long[] {9});
    assertThat(parties.run(fix)).isNotNull();
    assertThatThrownBy(() -> parties.run(fix)).hasMessageContaining("9");
  }
}
