package io.sharelens.mpc.arithmetic;

import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.Permutations;
import io.sharelens.mpc.dealer.ShuffleCorrelation;
import io.sharelens.mpc.dealer.ShuffleCorrelation.Translation;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.SharedTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A secret permutation of rows as three in a row: one that both servers know and the dealer does
 * not (local), one that server 1 and the dealer know, one that server 2 and the dealer know (share
 * translations, one message each). So nobody knows the whole, the dealer included.
 */
final class Shuffle {
  private Shuffle() {}

  static List<SharedTensor> run(
      PeerLink peer, DealerClient dealer, Prg joint, List<SharedTensor> columns) {
    int n = columns.getFirst().size();
    int[] unknownToDealer = Permutations.draw(joint, n);
    List<int[]> shares = new ArrayList<>();
    for (SharedTensor c : columns) {
      if (c.size() != n) {
        throw LensException.internal("bad-shape", "columns of different lengths");
      }
      shares.add(Permutations.apply(unknownToDealer, AdditiveTensor.shareOf(c)));
    }
    MaterialReader in = dealer.blocks(ShuffleCorrelation.KIND, n, n, columns.size()).reader(0);
    List<Translation> steps = new ArrayList<>();
    for (int permuting = 1; permuting <= 2; permuting++) {
      steps.add(ShuffleCorrelation.read(in, permuting, columns.size(), n));
    }
    in.done();
    for (int permuting = 1; permuting <= 2; permuting++) {
      Translation t = steps.get(permuting - 1);
      shares = peer.self() == permuting ? permute(peer, t, shares, n) : mask(peer, t, shares, n);
    }
    List<SharedTensor> result = new ArrayList<>();
    for (int c = 0; c < shares.size(); c++) {
      result.add(new AdditiveTensor(columns.get(c).shape(), shares.get(c)));
    }
    return result;
  }

  /** The side that knows the permutation: pi(own + masked other) + its share of pi(a). */
  private static List<int[]> permute(PeerLink peer, Translation t, List<int[]> shares, int n) {
    int[] masked = peer.receive(n * shares.size());
    List<int[]> result = new ArrayList<>();
    for (int c = 0; c < shares.size(); c++) {
      int[] own = shares.get(c);
      int[] z = t.translated()[c];
      for (int i = 0; i < n; i++) {
        int from = t.permutation()[i];
        z[i] += own[from] + masked[c * n + from];
      }
      result.add(z);
    }
    return result;
  }

  /** The other side: sends its share minus a, keeps its share of pi(a). */
  private static List<int[]> mask(PeerLink peer, Translation t, List<int[]> shares, int n) {
    int[] masked = new int[n * shares.size()];
    List<int[]> result = new ArrayList<>();
    for (int c = 0; c < shares.size(); c++) {
      for (int i = 0; i < n; i++) {
        masked[c * n + i] = shares.get(c)[i] - t.masks()[c][i];
      }
      result.add(t.translated()[c]);
    }
    peer.send(masked);
    return result;
  }
}
