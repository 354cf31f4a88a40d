package io.sharelens.testkit;

import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.MaterialReader;
import io.sharelens.mpc.dealer.Track;
import java.util.ArrayList;
import java.util.List;

/** Passes requests on and keeps a copy of every field that this server is given. */
public final class RecordingDealer implements DealerClient {
  private final DealerClient dealer;
  private final List<Material> fields = new ArrayList<>();

  public RecordingDealer(DealerClient dealer) {
    this.dealer = dealer;
  }

  /** Fields in the order in which they were read. */
  public List<Material> fields() {
    return List.copyOf(fields);
  }

  @Override
  public MaterialReader request(String kind, int count, long... params) {
    return new Reader(dealer.request(kind, count, params));
  }

  private final class Reader implements MaterialReader {
    private final MaterialReader in;

    Reader(MaterialReader in) {
      this.in = in;
    }

    @Override
    public void random(int[] share) {
      in.random(share);
      fields.add(Material.words(false, share));
    }

    @Override
    public void derived(int[] share) {
      in.derived(share);
      fields.add(Material.words(true, share));
    }

    @Override
    public void randomBits(long[] share) {
      in.randomBits(share);
      fields.add(Material.bits(false, share));
    }

    @Override
    public void derivedBits(long[] share) {
      in.derivedBits(share);
      fields.add(Material.bits(true, share));
    }

    @Override
    public void derivedBits(int[] share) {
      in.derivedBits(share);
      fields.add(Material.words(true, share));
    }

    @Override
    public Track track(int t) {
      Track track = in.track(t);
      return words -> {
        track.ints(words);
        fields.add(Material.words(false, words));
      };
    }

    @Override
    public void randomMod(byte[] share, int p) {
      in.randomMod(share, p);
      fields.add(Material.residues(false, share, p));
    }

    @Override
    public void derivedMod(byte[] share, int p) {
      in.derivedMod(share, p);
      fields.add(Material.residues(true, share, p));
    }

    @Override
    public boolean own(int party, long[] words) {
      boolean mine = in.own(party, words);
      if (mine) {
        fields.add(Material.bits(false, words));
      }
      return mine;
    }

    @Override
    public void done() {
      in.done();
    }
  }
}
