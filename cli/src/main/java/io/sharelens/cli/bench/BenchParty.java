package io.sharelens.cli.bench;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.SecureExecutor;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.inference.split.ModelSplitter;
import io.sharelens.inference.split.WeightPart;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.RowSet;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.mpc.ring.SharedTensor;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Pooling;
import io.sharelens.spi.Ranking;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** One server of a bench: the works, as steps for the clock. */
final class BenchParty {
  /** What a search spends its time on: the pass over the rows, ... */
  static final Map<String, String> KERNEL_PHASES = Map.of("rowProducts", "scan");

  /** ... the rest of the product, and what a ranking does. */
  static final Map<String, String> ARITHMETIC_PHASES =
      Map.of(
          "product", "open and dealer",
          "shuffle", "shuffle",
          "toArithmetic", "comparisons",
          "openBits", "comparisons",
          "open", "ids");

  private static final Map<String, String> COMPARISON_PHASES = Map.of("negative", "comparisons");

  static final int TRUNCATED = 12;
  private static final int INSERTED_AT_ONCE = 250;
  private static final int FEATURE_BITS = 12;

  private final Arithmetic arithmetic;
  private final BenchClock clock;
  private final Scheme scheme;
  private final SecureRandom random;
  private final ComparisonProtocol compare;
  private final PartyContext context;
  private final PhaseClock phases;
  private final AtomicLong nextKey;

  /**
   * @param nextKey first key of rows that is free, in all of the session
   */
  BenchParty(
      PartyContext context,
      BenchClock clock,
      Scheme scheme,
      SecureRandom random,
      AtomicLong nextKey,
      PhaseClock phases) {
    this.nextKey = nextKey;
    this.context = context;
    this.arithmetic = context.arithmetic();
    this.clock = clock;
    this.scheme = scheme;
    this.random = random;
    this.phases = phases;
    this.compare =
        phases.watch(
            ComparisonProtocol.class,
            scheme.comparison().create(scheme.file().comparison().config(), context),
            COMPARISON_PHASES);
  }

  BenchSpec.Reading measure(BenchSpec.Work w) {
    return switch (w.what()) {
      case "comparison" -> elements(w, a -> compare.negative(a));
      case "relu" -> elements(w, a -> compare.relu(a, TRUNCATED));
      case "max" -> max(w);
      case "pool" -> pool(w);
      case "maxpool" -> maxpool(w);
      case "poolrelu" -> poolRelu(w);
      case "model" -> model(w);
      case "search" -> search(w);
      case "federation" ->
          new FederationParty(context, scheme.aggregator().orElseThrow(), clock).measure(w);
      case "link" -> clock.link();
      default -> throw LensException.user("bad-bench", "there is no work '" + w.what() + "'");
    };
  }

  private interface Step {
    Object run(SharedTensor input);
  }

  /** Shares of values within the protocols' range: servers 1 and 2 hold halves of it. */
  private SharedTensor input(Shape shape, int bits) {
    if (arithmetic.party() == 3) {
      return arithmetic.importAdditive(shape, new int[0]);
    }
    int[] share = new int[shape.size()];
    new Prg(Seed.fresh(random), 0).ints(share);
    for (int i = 0; i < share.length; i++) {
      share[i] >>= 33 - bits;
    }
    return arithmetic.importAdditive(shape, share);
  }

  private BenchSpec.Reading elements(BenchSpec.Work w, Step step) {
    SharedTensor a = input(Shape.of(w.elements()), 30);
    return clock.time(w, () -> step.run(a), BenchClock.Stock.SAME);
  }

  private BenchSpec.Reading max(BenchSpec.Work w) {
    SharedTensor a = input(Shape.of(w.elements()), 30);
    SharedTensor b = input(Shape.of(w.elements()), 30);
    return clock.time(w, () -> compare.max(a, b), BenchClock.Stock.SAME);
  }

  /** A pooling of two: both enter, one maximum, the truncated ReLU. */
  private BenchSpec.Reading pool(BenchSpec.Work w) {
    SharedTensor a = input(Shape.of(w.elements()), 29);
    SharedTensor b = input(Shape.of(w.elements()), 29);
    Pooling pool = compare.pooling(TRUNCATED);
    return clock.time(
        w, () -> pool.relu(pool.max(pool.enter(a), pool.enter(b))), BenchClock.Stock.SAME);
  }

  private BenchSpec.Reading maxpool(BenchSpec.Work w) {
    return windows(w, 30, a -> a, compare::max, m -> m);
  }

  /** The same windows on the way into a truncated ReLU, as {@link SecureExecutor} pools. */
  private BenchSpec.Reading poolRelu(BenchSpec.Work w) {
    Pooling pool = compare.pooling(TRUNCATED);
    return windows(w, 29, pool::enter, pool::max, pool::relu);
  }

  /** 2x2 windows as FLSIR's algorithm 7 takes them: two maxima at once, then one. */
  private BenchSpec.Reading windows(
      BenchSpec.Work w,
      int bits,
      UnaryOperator<SharedTensor> enter,
      BinaryOperator<SharedTensor> max,
      UnaryOperator<SharedTensor> leave) {
    int windows = Math.max(1, w.elements() / 4);
    SharedTensor left = input(Shape.of(2 * windows), bits);
    SharedTensor right = input(Shape.of(2 * windows), bits);
    int[] low = new int[windows];
    int[] high = new int[windows];
    Arrays.setAll(low, i -> i);
    Arrays.setAll(high, i -> windows + i);
    Shape half = Shape.of(windows);
    return clock.time(
        w,
        () -> {
          SharedTensor m = max.apply(enter.apply(left), enter.apply(right));
          return leave.apply(
              max.apply(arithmetic.gather(m, low, half), arithmetic.gather(m, high, half)));
        },
        BenchClock.Stock.SAME);
  }

  private BenchSpec.Reading model(BenchSpec.Work w) {
    Path file = Path.of(w.model());
    PublishedModel published = PublishedModel.read(file);
    QuantizedModel model = QuantizedModel.of(published);
    SecureExecutor executor =
        published
            .split()
            .map(
                split ->
                    new SecureExecutor(model, weights(model, file, split), arithmetic, compare))
            .orElseGet(() -> new SecureExecutor(model, arithmetic, compare));
    int[] dims = model.input().dims();
    SharedTensor in =
        input(Shape.of(w.batch(), dims[0], dims[1], dims[2]), model.plan().inputFractionBits());
    return clock.time(w, () -> executor.features(in), BenchClock.Stock.SAME);
  }

  /** This party's share of the weights, from its part beside the manifest. */
  private SecretWeights weights(QuantizedModel model, Path manifest, SplitManifest split) {
    int party = arithmetic.party();
    Path file = ModelSplitter.partFile(manifest.resolveSibling("."), party);
    WeightLayout layout = WeightLayout.of(model);
    return SecretWeights.fix(
        layout,
        WeightPart.read(file, split, party).share(arithmetic.parties()),
        arithmetic,
        nextKey.getAndAdd(layout.rows()));
  }

  private BenchSpec.Reading search(BenchSpec.Work w) {
    int bound = 1 << (FEATURE_BITS + 2);
    FeatureSpec spec =
        new FeatureSpec(
            w.dimension(), FEATURE_BITS, bound, (long) Math.ceil(bound * Math.sqrt(w.dimension())));
    Ranking ranking = scheme.ranking().create(scheme.file().ranking().config(), context, compare);
    FeatureIndex index =
        scheme.index().create(scheme.file().index().config(), spec, context, compare, ranking);
    ByteBuffer rows =
        ByteBuffer.allocate(Math.multiplyExact(w.items(), index.rowBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    long[] keys = new long[w.items()];
    long first = nextKey.getAndAdd(w.items());
    Arrays.setAll(keys, i -> first + i);
    for (int from = 0; from < w.items(); from += INSERTED_AT_ONCE) {
      int n = Math.min(INSERTED_AT_ONCE, w.items() - from);
      index.insert(features(n, w.dimension()), Arrays.copyOfRange(keys, from, from + n), rows);
    }
    rows.flip();
    RowSet stored = RowSet.of(rows, index.rowBytes(), keys);
    SharedTensor queries = features(w.batch(), w.dimension());
    phases.reset();
    return clock
        .time(
            w,
            () -> phases.run(() -> ranked(index, ranking, queries, stored, w.k())),
            BenchClock.Stock.SPARE)
        .with(phases.fastest());
  }

  private static List<int[]> ranked(
      FeatureIndex index, Ranking ranking, SharedTensor queries, RowSet stored, int k) {
    return index.candidates(queries, stored, null, k).stream().map(c -> ranking.top(c, k)).toList();
  }

  /** Positive features of realistic size: the first server holds them whole, the other zeros. */
  private SharedTensor features(int n, int dimension) {
    int[] share = new int[arithmetic.party() == 3 ? 0 : n * dimension];
    if (arithmetic.party() == 1) {
      new Prg(Seed.fresh(random), 0).ints(share);
      for (int i = 0; i < share.length; i++) {
        share[i] = (share[i] >>> (32 - FEATURE_BITS)) + 1;
      }
    }
    return arithmetic.importAdditive(Shape.of(n, dimension), share);
  }
}
