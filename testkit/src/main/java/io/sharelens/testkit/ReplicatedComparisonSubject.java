package io.sharelens.testkit;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PluginConfig;
import java.util.List;

/** A comparison protocol of three servers with what its test knows about it. */
public interface ReplicatedComparisonSubject {
  ComparisonFactory factory();

  /** One party's half; another than the factory's where a test tampers with it. */
  default ComparisonProtocol create(ThreeServer server) {
    return factory().create(PluginConfig.empty(factory().name()), server);
  }

  /** Elements of one run of the protocol; larger tensors go block by block. */
  int block();

  /** Whether a larger tensor takes no more rounds than one block. */
  default boolean roundsForWholeTensors() {
    return true;
  }

  /**
   * What a message is made of, the offline phase's included. As it stands here, bytes that are
   * uniform: what is masked in any ring of a power of two. A protocol with other fields describes
   * them.
   *
   * @param party that receives it
   * @param message number of it among those that the party receives in one operation, from 0
   * @param bytes its length
   * @return fields in the order in which they lie in the message
   */
  default List<WireField> fields(Operation operation, int party, int message, int bytes) {
    return ThreeViews.plain(bytes);
  }

  /** Figures for {@code operation}, written down in the test and not read from the class. */
  Figures figures(Operation operation);

  /**
   * Cost per element, for multiples of 64 elements.
   *
   * @param rounds online
   * @param onlineBits that the three parties send each other
   * @param offlineRounds within {@link io.sharelens.spi.PartyContext#offline}
   * @param offlineBits that the three parties send each other there
   */
  record Figures(int rounds, double onlineBits, int offlineRounds, double offlineBits) {
    /** Of a protocol without an offline phase. */
    public Figures(int rounds, double onlineBits) {
      this(rounds, onlineBits, 0, 0);
    }
  }
}
