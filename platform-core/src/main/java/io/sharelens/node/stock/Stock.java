package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.mpc.dealer.StockUnit;
import io.sharelens.mpc.dealer.UnitLabel;
import java.util.List;
import java.util.UUID;

/** The dealer material that a server keeps for searches. Thread-safe. */
public interface Stock extends AutoCloseable {
  /** Keeps nothing: all material comes from the dealer while it is used. */
  Stock OFF = new Off();

  /** Packs that a search may want, for the other server to choose from. */
  Lease lease();

  /**
   * Those of the other server's packs that are free here too, each from where neither server has
   * used any unit.
   */
  Lease lease(List<PackOffer> offered);

  /** Those of the other server's packs that are not here. */
  List<UUID> missing(List<PackOffer> offered);

  /** Removes packs that the other server does not have: nobody can use them. */
  void drop(List<UUID> packs);

  /** What is here, by label; what searches ask for and is not here included. */
  List<StockLine> lines();

  /** Removes everything; what a session uses goes when it ends. */
  void clear();

  /** Units that searches took from here since the start. */
  long servedUnits();

  /** Units that searches had to ask the dealer for since the start. */
  long missedUnits();

  @Override
  void close();

  /** What one session may use. One thread uses it. */
  interface Lease extends MaterialStock, AutoCloseable {
    /** Packs and the units from which they are unused. */
    List<PackOffer> offers();

    /**
     * Keeps what the other server has too; the rest is free again.
     *
     * @param chosen some of {@link #offers}, each from the later of both servers' unused units
     * @throws io.sharelens.mpc.error.LensException PROTOCOL {@code bad-stock-choice} for anything
     *     else
     */
    void narrow(List<PackOffer> chosen);

    /** The session ended well here: what it did not take may be given back. */
    void succeeded();

    /** Frees the packs. What a session might have used that did not succeed is gone. */
    @Override
    void close();
  }

  /** See {@link #OFF}. */
  final class Off implements Stock, Lease {
    private Off() {}

    @Override
    public Lease lease() {
      return this;
    }

    @Override
    public Lease lease(List<PackOffer> offered) {
      return this;
    }

    @Override
    public List<PackOffer> offers() {
      return List.of();
    }

    @Override
    public void narrow(List<PackOffer> chosen) {}

    @Override
    public void succeeded() {}

    @Override
    public List<StockUnit> take(UnitLabel label, int units) {
      return List.of();
    }

    @Override
    public List<UUID> missing(List<PackOffer> offered) {
      return offered.stream().map(PackOffer::pack).toList();
    }

    @Override
    public void drop(List<UUID> packs) {}

    @Override
    public List<StockLine> lines() {
      return List.of();
    }

    @Override
    public void clear() {}

    @Override
    public long servedUnits() {
      return 0;
    }

    @Override
    public long missedUnits() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
