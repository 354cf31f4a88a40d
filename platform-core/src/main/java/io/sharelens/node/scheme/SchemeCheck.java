package io.sharelens.node.scheme;

import io.sharelens.mpc.arithmetic.Arithmetic;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.DealerClient;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.ComparisonTraits;
import io.sharelens.spi.FeatureSpec;
import io.sharelens.spi.PartyContext;
import java.lang.reflect.Proxy;

/** Refuses combinations that cannot work, and options that a plugin does not know, at start. */
final class SchemeCheck {
  /** A plan that every index can take; only the options are looked at. */
  private static final FeatureSpec SAMPLE = new FeatureSpec(8, 10, 1 << 14, 1 << 15);

  private SchemeCheck() {}

  static void check(Scheme scheme) {
    SchemeFile file = scheme.file();
    ComparisonTraits traits = scheme.comparison().traits();
    if (file.parties() != 2) {
      throw incompatible(
          file,
          "this version computes with 2 servers and a dealer, not with "
              + file.parties()
              + " servers");
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
    if (!traits.sharing().equals("additive")) {
      throw incompatible(
          file,
          "comparison "
              + scheme.comparison().name()
              + " works on "
              + traits.sharing()
              + " shares; two servers have additive ones");
    }
    options(scheme, SAMPLE);
    aggregator(scheme);
  }

  private static void aggregator(Scheme scheme) {
    SchemeFile file = scheme.file();
    try {
      scheme
          .aggregatorTraits()
          .filter(t -> t.parties() != file.parties())
          .ifPresent(
              t -> {
                throw incompatible(
                    file,
                    "its aggregator needs "
                        + t.parties()
                        + " servers, the scheme has "
                        + file.parties());
              });
      scheme.aggregator();
    } catch (LensException e) {
      throw e.code().equals("incompatible-scheme") ? e : of(file, e);
    }
  }

  static void options(Scheme scheme, FeatureSpec features) {
    SchemeFile file = scheme.file();
    try {
      scheme.backbone().graph(32, 2, file.backbone().config());
      var compare = scheme.comparison().create(file.comparison().config(), Blank.CONTEXT);
      var ranking = scheme.ranking().create(file.ranking().config(), Blank.CONTEXT, compare);
      scheme.index().create(file.index().config(), features, Blank.CONTEXT, compare, ranking);
    } catch (LensException e) {
      if (e.kind() == ErrorKind.USER) {
        throw of(file, e);
      }
      if (!e.code().equals(Blank.CODE)) {
        throw e;
      }
      // The plugin wanted to compute while it was made; its options are checked in a session.
    }
  }

  private static LensException of(SchemeFile file, LensException e) {
    return new LensException(
        e.kind(), e.code(), "scheme " + file.name() + ": " + e.getMessage(), e);
  }

  private static LensException incompatible(SchemeFile file, String why) {
    return LensException.user("incompatible-scheme", "scheme " + file.name() + ": " + why);
  }

  /** A party that cannot do anything: making an object from options needs none of it. */
  private static final class Blank implements PartyContext {
    static final String CODE = "blank-context";
    static final PartyContext CONTEXT = new Blank();

    @Override
    public Arithmetic arithmetic() {
      return blank(Arithmetic.class);
    }

    @Override
    public PartyChannel channel(int party) {
      return blank(PartyChannel.class);
    }

    @Override
    public DealerClient dealer() {
      return blank(DealerClient.class);
    }

    private static <T> T blank(Class<T> type) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, args) ->
                  switch (method.getName()) {
                    case "party", "self" -> 1;
                    case "parties", "peer" -> 2;
                    default ->
                        throw LensException.internal(
                            CODE, "options are being checked; there is no session");
                  }));
    }
  }
}
