package io.sharelens.cli.bench;

import io.sharelens.cli.local.Distribution;
import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.arithmetic.OpeningLedger;
import io.sharelens.mpc.arithmetic.PairwiseSeed;
import io.sharelens.mpc.arithmetic.TwoServerArithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.BaseCorrelations;
import io.sharelens.mpc.dealer.ChannelDealerClient;
import io.sharelens.mpc.dealer.Correlation;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.dealer.DealerService;
import io.sharelens.mpc.dealer.MaskRowCache;
import io.sharelens.mpc.dealer.MaskRows;
import io.sharelens.mpc.dealer.StockedDealerClient;
import io.sharelens.mpc.kernel.KernelProvider;
import io.sharelens.mpc.kernel.Kernels;
import io.sharelens.mpc.replicated.ReplicatedArithmetic;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.rehearsal.ScratchRows;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.stock.RehearsedStock;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.RankingFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One party of a bench, started by the bench itself. */
@Command(name = "bench-party", hidden = true, description = "One party of a bench.")
public final class BenchPartyCommand implements Callable<Integer> {
  @Option(names = "--role", required = true)
  private int role;

  @Option(names = "--folder", required = true)
  private Path folder = Path.of(".");

  private final SecureRandom random = new SecureRandom();

  @Override
  public Integer call() {
    BenchSpec spec = BenchSpec.read(folder);
    return Distribution.withPlugins(
        Path.of(spec.plugins()),
        host -> {
          try (BenchLinks links = new BenchLinks(role, folder, spec.proxied())) {
            run(spec, host, links);
          }
          return 0;
        });
  }

  private void run(BenchSpec spec, PluginSource host, BenchLinks links) {
    int second = spec.ports().get(0);
    int third = spec.ports().get(1);
    switch (role) {
      case 1 -> {
        PartyChannel peer = links.connect(2, second);
        serve(spec, host, links, peer, links.connect(3, third));
      }
      case 2 -> {
        links.listen(second);
        PartyChannel toThird = links.connect(3, third);
        serve(spec, host, links, links.accept(), toThird);
      }
      default -> {
        links.listen(third);
        PartyChannel a = links.accept();
        PartyChannel b = links.accept();
        PartyChannel first = a.peer() == 1 ? a : b;
        PartyChannel other = a.peer() == 1 ? b : a;
        if (spec.computing() == 3) {
          serve(spec, host, links, first, other);
        } else {
          deal(host, first, other);
        }
      }
    }
  }

  private void serve(
      BenchSpec spec, PluginSource host, BenchLinks links, PartyChannel one, PartyChannel other) {
    if (spec.computing() == 3) {
      replicated(host, links, ReplicatedParty.agree(one, other, random));
    } else {
      dealt(host, links, one, other);
    }
  }

  private void replicated(PluginSource host, BenchLinks links, ReplicatedParty party) {
    PhaseClock phases = new PhaseClock();
    Arithmetic arithmetic =
        new ReplicatedArithmetic(
            party,
            phases.watch(Kernels.class, KernelProvider.get(), BenchParty.KERNEL_PHASES),
            new OpeningLedger());
    ThreeContext context =
        new ThreeContext(
            phases.watch(Arithmetic.class, arithmetic, BenchParty.ARITHMETIC_PHASES), party);
    steps(host, context, new ReplicatedClock(party, context, links), phases);
  }

  private void dealt(
      PluginSource host, BenchLinks links, PartyChannel peer, PartyChannel toDealer) {
    ChannelDealerClient live = new ChannelDealerClient(toDealer, random);
    Path own = folder.resolve("stock-" + role);
    try (RehearsedStock material = new RehearsedStock(own, live, peer, random)) {
      DealerClient dealer = new StockedDealerClient(live, role, material);
      PhaseClock phases = new PhaseClock();
      Arithmetic arithmetic =
          new TwoServerArithmetic(
              peer,
              dealer,
              PairwiseSeed.agree(peer, random),
              phases.watch(Kernels.class, KernelProvider.get(), BenchParty.KERNEL_PHASES),
              new OpeningLedger());
      PartyContext context =
          new TwoContext(
              phases.watch(Arithmetic.class, arithmetic, BenchParty.ARITHMETIC_PHASES),
              peer,
              dealer);
      steps(host, context, new DealtClock(peer, toDealer, material, links), phases);
      live.end();
    }
  }

  private void steps(PluginSource host, PartyContext context, BenchClock clock, PhaseClock phases) {
    AtomicLong keys = new AtomicLong(1);
    for (int n = 0; ; n++) {
      BenchSpec.Step step = step(n);
      if (step.works().isEmpty()) {
        return;
      }
      Scheme scheme = new Scheme(SchemeFile.read(Path.of(step.scheme())), host);
      BenchParty party = new BenchParty(context, clock, scheme, random, keys, phases);
      List<BenchSpec.Reading> readings = new ArrayList<>();
      for (BenchSpec.Work w : step.works()) {
        readings.add(party.measure(w));
        BenchFiles.write(BenchFiles.readings(folder, role, n), readings);
      }
    }
  }

  private BenchSpec.Step step(int number) {
    Path file = BenchFiles.step(folder, number);
    BenchFiles.await(file);
    return BenchFiles.read(file, BenchSpec.Step.class);
  }

  private void deal(PluginSource host, PartyChannel first, PartyChannel second) {
    MaskRows rows = new MaskRowCache(new ScratchRows(), Runtime.getRuntime().maxMemory() / 2);
    Thread.ofPlatform().daemon().name("bench-memory").start(this::watchMemory);
    new DealerService(first, second, correlations(host), rows, random).run();
  }

  /** The dealer serves one session; its peaks are those of each step. */
  private void watchMemory() {
    for (int n = 0; !step(n).works().isEmpty(); n++) {
      HeapPeak.reset();
      SystemCounters.here().resetResidentPeak();
      BenchFiles.await(BenchFiles.done(folder, n));
      BenchFiles.write(
          BenchFiles.readings(folder, role, n),
          List.of(
              BenchSpec.Reading.ofMemory(
                  HeapPeak.read(), SystemCounters.here().residentPeakBytes())));
    }
  }

  /** Those of all plugins: steps may have different schemes. */
  private static Collection<Correlation> correlations(PluginSource host) {
    Map<String, Correlation> kinds = new LinkedHashMap<>();
    BaseCorrelations.all().forEach(c -> kinds.put(c.kind(), c));
    host.extensions(ComparisonFactory.class)
        .forEach(p -> p.extension().correlations().forEach(c -> kinds.put(c.kind(), c)));
    host.extensions(RankingFactory.class)
        .forEach(p -> p.extension().correlations().forEach(c -> kinds.put(c.kind(), c)));
    return kinds.values();
  }
}
