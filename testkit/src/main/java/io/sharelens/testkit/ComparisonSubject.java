package io.sharelens.testkit;

import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.ComparisonProtocol;
import java.util.List;

/** A comparison protocol with what its test knows about it and the checks need. */
public interface ComparisonSubject {
  ComparisonFactory factory();

  /** One party's half; another than the factory's where a test tampers with it. */
  ComparisonProtocol create(Server server);

  /** Elements of one run of the protocol; larger tensors go block by block. */
  int block();

  /** Whether a larger tensor takes no more rounds than one block. */
  default boolean roundsForWholeTensors() {
    return false;
  }

  /**
   * What one server sends for {@code n} elements of one block, round by round.
   *
   * @return fields in the order in which they lie in the round's message
   */
  List<List<WireField>> messages(Operation operation, int n);

  /** Figures for {@code operation}, written down in the test and not read from the class. */
  Figures figures(Operation operation);

  /**
   * Cost per element of a block.
   *
   * @param rounds between the servers
   * @param onlineBits that both servers send each other
   * @param offlineBits that the dealer sends
   */
  record Figures(int rounds, int onlineBits, int offlineBits) {}
}
