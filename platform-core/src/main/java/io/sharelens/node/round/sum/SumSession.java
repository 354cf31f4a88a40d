package io.sharelens.node.round.sum;

import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.round.intake.UpdateFiles;
import io.sharelens.node.round.sum.ContributorSet.Removed;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.PairSession;
import io.sharelens.node.session.ServerSession;
import io.sharelens.node.session.SessionRun;
import io.sharelens.node.store.RoundResults.ReportRow;
import io.sharelens.node.store.RoundResults.SumRow;
import io.sharelens.node.store.UpdateRow;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.SumProgramme.Removal;
import io.sharelens.spi.federation.UpdateShare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The computing part of an aggregate session, the same at both servers. */
final class SumSession {
  private final NodeContext node;
  private final Aggregator aggregator;
  private final UpdateFiles files;

  SumSession(NodeContext node, Aggregator aggregator, UpdateFiles files) {
    this.node = node;
    this.aggregator = aggregator;
    this.files = files;
  }

  /** Where a round's opened sum lies. */
  static String fileName(long round) {
    return "sums/" + round + ".sum";
  }

  private static String partName(long round) {
    return fileName(round) + ".part";
  }

  /**
   * Opens the sum of a set's updates into a part file.
   *
   * @param dealer null where the set has no removals
   * @return what was opened; not kept yet
   */
  SumRow updates(
      SessionRun run, PartyChannel peer, @Nullable PartyChannel dealer, ContributorSet set) {
    List<AutoCloseable> open = new ArrayList<>();
    Path part = files.path(partName(set.round()));
    try (SumFile sink = new SumFile(part)) {
      List<UpdateShare> shares = new ArrayList<>();
      set.contributors().forEach(c -> shares.add(share(set.round(), c.attempt(), open)));
      List<Removal> removals = set.removals().stream().map(r -> removal(r, open)).toList();
      SumProgramme programme =
          new SumProgramme(set.words(), set.words() - 1, set.pictures(), shares, removals);
      if (dealer == null) {
        PartyContext context = new PairSession(peer, node.random(), run.ledger());
        aggregator.open(context, programme, sink);
      } else {
        try (ServerSession session =
            new ServerSession(
                node.node(), peer, dealer, node.random(), run.ledger(), MaterialStock.EMPTY)) {
          aggregator.open(session, programme, sink);
          session.end();
        }
      }
      String sha256 = sink.finish();
      if (sink.words() != set.words()) {
        throw LensException.internal(
            "sum-short", sink.words() + " of " + set.words() + " words were opened");
      }
      return new SumRow(
          set.round(),
          sha256,
          Integer.BYTES * set.words(),
          set.pictures(),
          set.contributors().size(),
          sink.last(),
          fileName(set.round()),
          node.clock().millis());
    } finally {
      open.forEach(SumSession::close);
    }
  }

  /** Keeps an opened sum durably, or checks that the same one is kept already. */
  void keep(SumRow sum) {
    SumRow known = node.store().roundResults().sum(sum.round()).orElse(null);
    if (known == null) {
      files.keep(files.path(partName(sum.round())), fileName(sum.round()));
      node.store().roundResults().opened(sum);
      return;
    }
    files.delete(partName(sum.round()));
    if (!known.sha256().equals(sum.sha256())) {
      throw LensException.protocol(
          "results-differ", "the same set of round " + sum.round() + " opened another sum");
    }
  }

  /** Opens the sum of losses: one word. */
  int[] losses(SessionRun run, PartyChannel peer, LossSource source) {
    return figures(run, peer, source, 1, (r, out) -> out[0] = r.lossShare());
  }

  /** Opens the sums of precisions before and after: two words. */
  int[] precisions(SessionRun run, PartyChannel peer, LossSource source) {
    return figures(
        run,
        peer,
        source,
        SumProgramme.PRECISIONS,
        (r, out) -> {
          out[0] = r.precisionBeforeShare();
          out[1] = r.precisionAfterShare();
        });
  }

  private int[] figures(
      SessionRun run,
      PartyChannel peer,
      LossSource source,
      int words,
      BiConsumer<ReportRow, int[]> shareOf) {
    List<UpdateShare> shares = new ArrayList<>();
    source.reports().forEach(r -> shares.add(out -> shareOf.accept(r, out)));
    int[] sum = new int[words];
    PartyContext context = new PairSession(peer, node.random(), run.ledger());
    aggregator.open(
        context,
        new SumProgramme(words, 0, source.weight(), shares, List.of()),
        (from, opened) -> System.arraycopy(opened, 0, sum, (int) from, opened.length));
    return sum;
  }

  /** A negative factor is that of the negated update. */
  private Removal removal(Removed r, List<AutoCloseable> open) {
    UpdateShare share = share(r.round(), r.attempt(), open);
    UpdateShare signed =
        r.factor() > 0
            ? share
            : out -> {
              share.read(out);
              for (int i = 0; i < out.length; i++) {
                out[i] = -out[i];
              }
            };
    return new Removal(signed, r.pictures(), Math.abs(r.factor()));
  }

  private UpdateShare share(long round, String attempt, List<AutoCloseable> open) {
    UpdateRow row =
        node.store()
            .updates()
            .find(round, attempt)
            .orElseThrow(
                () -> LensException.protocol("update-gone", "there is no attempt " + attempt));
    return KeptShare.open(files, row, open);
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      throw LensException.resources("update-io", "cannot close a share", e);
    }
  }
}
