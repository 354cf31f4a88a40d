package io.sharelens.plugins.adder;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.channel.Words;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.mpc.ring.ReplicatedBits;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.SharedBits;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.mpc.ring.XorBits;
import io.sharelens.plugins.adder.Form.Output;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Pooling;

/**
 * Comparison by a carry look-ahead adder of two numbers, of which one is known to two parties and
 * the other to the third.
 *
 * <p>Parties: three semi-honest servers, none of which collude; no dealer, no offline phase. Of a
 * replicated share x1 + x2 + x3, parties 1 and 2 both know r = x2, and party 3 knows y = x1 + x3.
 * So the sign of r + y is that of a sum of a number public to parties 1 and 2 with one that party 3
 * knows: r plays what is opened under a mask in other protocols, and nothing has to be opened for
 * it. Party 3 sends party 2 corrections, uniform since party 1's shares are; parties 1 and 2 open
 * values to each other under masks of which neither knows both halves. Party 3 receives nothing.
 *
 * <p>Rounds for tensors of any size: party 3's message, two stages of carries (fewer in small
 * rings), then one for a sign or two for a selection. A truncated ReLU goes on in Z_2^(32-f): r + y
 * there is floor(a / 2^f) or one more, |a| &lt; 2^31 - 2^f; as a negative a gives at most 0, its
 * ReLU is still 0. Bits on the wires: {@link Form}.
 *
 * <p>Source: own protocol (docs/PROTOCOLS.md, section 11), after function-dependent masks of ASTRA
 * (Chaudhari, Choudhury, Patra, Suresh, CCSW 2019) and Trio (Harth-Kitzerow et al., 2022), with
 * multi-fan-in AND by dealt monomials (ABY2.0, Patra et al., USENIX Security 2021).
 */
public final class AdderCompare implements ComparisonProtocol {
  private final ReplicatedParty party;
  private final int self;

  AdderCompare(PartyContext context) {
    this.party = context.replicated();
    this.self = party.self();
  }

  @Override
  public SharedBits negative(SharedTensor a) {
    return negative(a, 32);
  }

  /** In Z_2^bits, to which a share is reduced by leaving its upper bits away. */
  @Override
  public SharedBits negative(SharedTensor a, int bits) {
    Form form = new Form(bits, Output.SIGN);
    Operand operand = Operand.of(self, a, 0, bits);
    int size = operand.size();
    long[] own = new long[XorBits.words(size)];
    long[] next = new long[own.length];
    if (size == 0) {
      return new ReplicatedBits(0, own, next);
    }
    Streams streams = begin(form);
    if (self == 3) {
      new Giver(party.channel(2), form, operand, streams).sign();
      place(streams.two(Streams.FLIPS), size, own);
      place(streams.one(Streams.FLIPS), size, next);
    } else {
      int[][] e = masked(form, operand, streams, false);
      place(flips(streams), size, self == 1 ? own : next);
      place(e, size, self == 1 ? next : own);
    }
    return new ReplicatedBits(size, own, next);
  }

  @Override
  public SharedTensor relu(SharedTensor a, int bits) {
    if (bits < 0 || bits > 30) {
      throw LensException.internal("bad-truncation", "cannot truncate " + bits + " bits");
    }
    return select(Form.relu(bits), Operand.of(self, a, bits, 32 - bits));
  }

  @Override
  public SharedTensor max(SharedTensor a, SharedTensor b) {
    return max(a, b, 32);
  }

  @Override
  public Pooling pooling(int bits) {
    return bits == 0 ? ComparisonProtocol.super.pooling(0) : new NarrowPooling(bits);
  }

  /** Maxima in Z_2^(32-bits), where truncation is nothing more to do. */
  private final class NarrowPooling implements Pooling {
    private final int bits;

    NarrowPooling(int bits) {
      this.bits = bits;
    }

    /** One message, from party 3 to party 2, of 32 - bits bits an element. */
    @Override
    public SharedTensor enter(SharedTensor a) {
      Operand operand = Operand.of(self, a, bits, 32 - bits);
      return operand.size() == 0 ? a : new Entry(party, 32 - bits, operand).run();
    }

    @Override
    public SharedTensor max(SharedTensor a, SharedTensor b) {
      return AdderCompare.this.max(a, b, 32 - bits);
    }

    @Override
    public SharedTensor relu(SharedTensor a) {
      return select(Form.relu(bits), Operand.of(self, a, 0, 32 - bits));
    }
  }

  /** b + max(a - b, 0) in a ring of {@code ring} bits. */
  private SharedTensor max(SharedTensor a, SharedTensor b, int ring) {
    Operand operand = Operand.difference(self, a, b, ring);
    ReplicatedTensor sum = select(new Form(ring, Output.SELECT), operand);
    ReplicatedTensor right = ReplicatedTensor.of(b);
    add(right.own(), sum.own());
    add(right.next(), sum.next());
    return sum;
  }

  private static void add(int[] a, int[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a[i];
    }
  }

  private ReplicatedTensor select(Form form, Operand operand) {
    int size = operand.size();
    int[] own = new int[size];
    int[] next = new int[size];
    if (size > 0) {
      Streams streams = begin(form);
      if (self == 3) {
        Giver giver = new Giver(party.channel(2), form, operand, streams);
        giver.sign();
        giver.selection();
        fill(streams.two(Streams.RESULT), own);
        fill(streams.one(Streams.RESULT), next);
      } else {
        int[][] e = masked(form, operand, streams, true);
        Streams.Rows result = mine(streams, Streams.RESULT);
        Selection selection =
            new Selection(peer(), form, operand, material(streams), result, one());
        selection.run(e, self == 1 ? own : next, self == 1 ? next : own);
      }
    }
    return new ReplicatedTensor(operand.shape(), own, next);
  }

  /** Fresh randomness. Rounds are counted at all parties alike, also where one has no message. */
  private Streams begin(Form form) {
    int uncounted = self == 3 ? form.rounds() : form.rounds() - form.exchanges();
    for (int i = 0; i < uncounted; i++) {
      party.round();
    }
    return Streams.of(party);
  }

  /** Parties 1 and 2: the sign, or its complement, opened under the mask c; rows of blocks. */
  private int[][] masked(Form form, Operand operand, Streams streams, boolean complement) {
    SignRounds rounds =
        new SignRounds(
            peer(), form, operand, material(streams), track -> mine(streams, track), one());
    SignRounds.Signs signs = rounds.run();
    Streams.Rows flips = flips(streams);
    int flip = complement ? -one() : 0;
    Blocks blocks = new Blocks(operand.size());
    int[][] e = new int[blocks.count()][];
    peer()
        .exchange(
            blocks.count(),
            b -> {
              int[] row = signs.next(b);
              int[] mask = flips.next(row.length);
              for (int i = 0; i < row.length; i++) {
                row[i] ^= mask[i] ^ flip;
              }
              e[b] = row;
              return Words.of(row);
            },
            (b, payload) -> rounds.open(e[b], payload));
    return e;
  }

  private Streams.Rows flips(Streams streams) {
    return mine(streams, Streams.FLIPS);
  }

  /** A track that this party has in common with party 3. */
  private Streams.Rows mine(Streams streams, int track) {
    return self == 1 ? streams.one(track) : streams.two(track);
  }

  private Material material(Streams streams) {
    return self == 1 ? new Material.Drawn(streams) : new Material.Sent(party.channel(3));
  }

  private PartyChannel peer() {
    return party.channel(3 - self);
  }

  private int one() {
    return self == 1 ? 1 : 0;
  }

  private static void fill(Streams.Rows rows, int[] part) {
    Blocks blocks = new Blocks(part.length);
    for (int b = 0; b < blocks.count(); b++) {
      int[] words = rows.next(32 * blocks.width(b));
      System.arraycopy(words, 0, part, blocks.from(b), blocks.size(b));
    }
  }

  private static void place(Streams.Rows rows, int size, long[] bits) {
    Blocks blocks = new Blocks(size);
    for (int b = 0; b < blocks.count(); b++) {
      place(rows.next(blocks.width(b)), blocks, b, bits);
    }
  }

  private static void place(int[][] rows, int size, long[] bits) {
    Blocks blocks = new Blocks(size);
    for (int b = 0; b < blocks.count(); b++) {
      place(rows[b], blocks, b, bits);
    }
  }

  /** Bits of a sliced row in the order of the elements; blocks begin at multiples of 64. */
  private static void place(int[] row, Blocks blocks, int b, long[] bits) {
    int from = blocks.from(b);
    int size = blocks.size(b);
    for (int j = 0; j * row.length < size; j++) {
      int first = j * row.length;
      int count = Math.min(row.length, size - first);
      for (int i = 0; i < count; i++) {
        int at = from + first + i;
        bits[at >>> 6] |= (long) (row[i] >>> j & 1) << at;
      }
    }
  }
}
