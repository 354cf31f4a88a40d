package io.sharelens.cli.bench;

import io.sharelens.cli.local.Distribution;
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
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.stock.RehearsedStock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    BenchSpec spec = BenchSpec.read(folder.resolve("spec.json"));
    return Distribution.withPlugins(
        Path.of(spec.plugins()),
        host -> {
          Scheme scheme = new Scheme(SchemeFile.read(Path.of(spec.scheme())), host);
          try (BenchLinks links = new BenchLinks(role, folder, spec.proxied())) {
            run(spec, scheme, links);
          }
          return 0;
        });
  }

  private void run(BenchSpec spec, Scheme scheme, BenchLinks links) {
    int second = spec.ports().get(0);
    int dealer = spec.ports().get(1);
    List<BenchSpec.Reading> readings = new ArrayList<>();
    switch (role) {
      case 1 -> {
        PartyChannel peer = links.connect(2, second);
        serve(spec, scheme, links, peer, links.connect(3, dealer), readings);
      }
      case 2 -> {
        links.listen(second);
        PartyChannel toDealer = links.connect(3, dealer);
        serve(spec, scheme, links, links.accept(), toDealer, readings);
      }
      default -> deal(scheme, links, dealer, readings);
    }
    BenchSpec.writeReadings(readingsFile(), readings);
  }

  private Path readingsFile() {
    return folder.resolve("readings-" + role + ".json");
  }

  private void serve(
      BenchSpec spec,
      Scheme scheme,
      BenchLinks links,
      PartyChannel peer,
      PartyChannel toDealer,
      List<BenchSpec.Reading> readings) {
    ChannelDealerClient live = new ChannelDealerClient(toDealer, random);
    Path own = folder.resolve("stock-" + role);
    try (RehearsedStock material = new RehearsedStock(own, live, peer, random)) {
      DealerClient dealer = new StockedDealerClient(live, role, material);
      var arithmetic =
          new TwoServerArithmetic(
              peer,
              dealer,
              PairwiseSeed.agree(peer, random),
              KernelProvider.get(),
              new OpeningLedger());
      BenchParty party =
          new BenchParty(
              arithmetic,
              peer,
              dealer,
              new BenchClock(peer, toDealer, material, links),
              scheme,
              random);
      for (BenchSpec.Work w : spec.works()) {
        readings.add(party.measure(w));
        // Who started the bench shows how far it is.
        BenchSpec.writeReadings(readingsFile(), readings);
      }
      live.end();
    }
  }

  private void deal(Scheme scheme, BenchLinks links, int port, List<BenchSpec.Reading> readings) {
    links.listen(port);
    PartyChannel a = links.accept();
    PartyChannel b = links.accept();
    List<Correlation> kinds = new ArrayList<>(BaseCorrelations.all());
    kinds.addAll(scheme.correlations());
    HeapPeak.reset();
    MaskRows rows = new MaskRowCache(new BenchRows(), Runtime.getRuntime().maxMemory() / 2);
    new DealerService(a.peer() == 1 ? a : b, a.peer() == 1 ? b : a, kinds, rows, random).run();
    readings.add(
        BenchSpec.Reading.ofMemory(HeapPeak.read(), SystemCounters.here().residentPeakBytes()));
  }
}
