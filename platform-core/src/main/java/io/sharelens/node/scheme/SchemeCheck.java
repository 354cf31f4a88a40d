package io.sharelens.node.scheme;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.replicated.ReplicatedParty;
import io.sharelens.spi.ComparisonProtocol;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.FeatureIndex;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.Ranking;
import java.lang.reflect.Proxy;

/** Refuses combinations that cannot work, and options that a plugin does not know, at start. */
final class SchemeCheck {
  /** A plan that every index can take; only the options are looked at. */
  private static final FeatureSpec SAMPLE = new FeatureSpec(8, 10, 1 << 14, 1 << 15);

  /** Updates are added up by nodes 1 and 2 in every scheme. */
  private static final int AGGREGATING = 2;

  private static final String BLANK = "blank-context";

  private SchemeCheck() {}

  static void check(Scheme scheme) {
    SchemeFile file = scheme.file();
    ComparisonTraits traits = scheme.comparison().traits();
    if (file.parties() != 2 && !scheme.threeServers()) {
      throw incompatible(
          file, "a scheme has 2 servers and a dealer, or 3 servers, not " + file.parties());
    }
    if (traits.parties() != file.parties()) {
      throw incompatible(
          file,
          "comparison "
              + scheme.comparison().name()
              + " needs "
              + traits.parties()
              + " servers, the scheme has "
              + file.parties());
    }
    String sharing = scheme.threeServers() ? "replicated" : "additive";
    if (!traits.sharing().equals(sharing)) {
      throw incompatible(
          file,
          "comparison "
              + scheme.comparison().name()
              + " works on "
              + traits.sharing()
              + " shares; "
              + file.parties()
              + " servers have "
              + sharing
              + " ones");
    }
    if (scheme.threeServers() && traits.dealer()) {
      throw needsDealer(file, "comparison " + scheme.comparison().name());
    }
    if (scheme.threeServers() && scheme.ranking().traits().dealer()) {
      throw needsDealer(file, "ranking " + scheme.ranking().name());
    }
    options(scheme, SAMPLE);
    aggregator(scheme);
  }

  private static void aggregator(Scheme scheme) {
    SchemeFile file = scheme.file();
    try {
      scheme
          .aggregatorTraits()
          .filter(t -> t.parties() != AGGREGATING)
          .ifPresent(
              t -> {
                throw incompatible(
                    file,
                    "its aggregator needs "
                        + t.parties()
                        + " servers; updates are shared between nodes 1 and 2");
              });
      scheme.aggregator();
    } catch (LensException e) {
      throw e.code().equals("incompatible-scheme") ? e : of(file, e);
    }
  }

  static void options(Scheme scheme, FeatureSpec features) {
    SchemeFile file = scheme.file();
    PartyContext blank = new Blank(file.parties());
    make(file, () -> scheme.backbone().graph(32, 2, file.backbone().config()));
    make(file, () -> scheme.comparison().create(file.comparison().config(), blank));
    make(
        file,
        () ->
            scheme
                .ranking()
                .create(
                    file.ranking().config(),
                    blank,
                    blank(file.parties(), ComparisonProtocol.class)));
    make(file, () -> idleIndex(scheme, features));
  }

  /** The scheme's index without a session: it answers questions, but cannot compute. */
  static FeatureIndex idleIndex(Scheme scheme, FeatureSpec features) {
    int parties = scheme.file().parties();
    return scheme
        .index()
        .create(
            scheme.file().index().config(),
            features,
            new Blank(parties),
            blank(parties, ComparisonProtocol.class),
            blank(parties, Ranking.class));
  }

  private static void make(SchemeFile file, Runnable plugin) {
    try {
      plugin.run();
    } catch (LensException e) {
      if (e.kind() == ErrorKind.USER) {
        throw of(file, e);
      }
      if (!e.code().equals(BLANK)) {
        throw e;
      }
      // The plugin wanted to compute while it was made; its options are checked in a session.
    }
  }

  private static LensException of(SchemeFile file, LensException e) {
    return new LensException(
        e.kind(), e.code(), "scheme " + file.name() + ": " + e.getMessage(), e);
  }

  private static LensException needsDealer(SchemeFile file, String who) {
    return incompatible(file, who + " needs a dealer; with 3 servers node 3 computes");
  }

  private static LensException incompatible(SchemeFile file, String why) {
    return LensException.user("incompatible-scheme", "scheme " + file.name() + ": " + why);
  }

  /** An object that says how many parties there are and can do nothing else. */
  private static <T> T blank(int parties, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "party", "self" -> 1;
                  case "peer" -> 2;
                  case "parties" -> parties;
                  case "masksRows" -> parties == 2;
                  case "storedBytes" -> Integer.BYTES * (parties - 1);
                  default -> throw noSession();
                }));
  }

  private static LensException noSession() {
    return LensException.internal(BLANK, "options are being checked; there is no session");
  }

  /** A party that cannot do anything: making an object from options needs none of it. */
  private record Blank(int parties) implements PartyContext {
    @Override
    public Arithmetic arithmetic() {
      return blank(parties, Arithmetic.class);
    }

    @Override
    public PartyChannel channel(int party) {
      return blank(parties, PartyChannel.class);
    }

    @Override
    public DealerClient dealer() {
      return blank(parties, DealerClient.class);
    }

    @Override
    public ReplicatedParty replicated() {
      throw noSession();
    }
  }
}
