package io.sharelens.plugins.flaggregator;

import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.PartyContext;
import io.sharelens.spi.federation.Aggregator;
import io.sharelens.spi.federation.ServerOptimiser;
import io.sharelens.spi.federation.SumProgramme;
import io.sharelens.spi.federation.TrainingWishes;
import io.sharelens.spi.federation.UpdateRules;
import java.util.List;
import java.util.Optional;

/** Sums are opened by {@link SumOpening}; the rest follows from the options. */
record FlAggregator(AggregatorOptions options) implements Aggregator {
  private static final int LEAST_FOR_REMOVAL = 3;

  @Override
  public UpdateRules rules() {
    return options.rules();
  }

  @Override
  public TrainingWishes training() {
    return options.training();
  }

  @Override
  public void open(PartyContext context, SumProgramme programme, SumSink sink) {
    require(programme);
    new SumOpening(context.arithmetic(), options.rules(), programme, sink).run();
  }

  @Override
  public ServerOptimiser optimiser() {
    return options.optimiser().with(options.rates());
  }

  @Override
  public Optional<PrivacySpent> privacy(List<NoisyRound> rounds) {
    return options.noiseMultiplier() > 0
        ? Optional.of(new PrivacyAccountant(options).spent(rounds))
        : Optional.empty();
  }

  /** All of it is public, so both servers refuse alike and before anything is sent. */
  private void require(SumProgramme programme) {
    UpdateRules rules = options.rules();
    int owners = programme.updates().size();
    if (owners < rules.minOwners()) {
      throw LensException.user(
          "too-few-owners",
          owners + " owners contributed, at least " + rules.minOwners() + " are needed");
    }
    if (owners > rules.maxOwners()) {
      throw LensException.user(
          "too-many-owners", owners + " owners, at most " + rules.maxOwners() + " may contribute");
    }
    long pictures = programme.pictures();
    if (pictures < owners || pictures > (long) owners * rules.maxPictures()) {
      throw LensException.user(
          "bad-programme", owners + " owners cannot have " + pictures + " pictures");
    }
    long last = programme.words() - programme.parameters();
    if (programme.parameters() < 0 || (last != 1 && !programme.precisions())) {
      throw LensException.internal(
          "bad-programme",
          programme.words()
              + " words for "
              + programme.parameters()
              + " weights and a loss, or two precisions");
    }
    if (!programme.removals().isEmpty()) {
      requireRemovable(programme, owners);
    }
  }

  private void requireRemovable(SumProgramme programme, int owners) {
    if (!options.optimiser().linear()) {
      throw LensException.user(
          "removal-not-offered",
          "with the optimiser "
              + options.optimiser().name().toLowerCase(java.util.Locale.ROOT)
              + " no subtraction takes an owner's update back; train again from the version before");
    }
    if (owners < LEAST_FOR_REMOVAL) {
      throw LensException.user(
          "too-few-owners",
          "a removal is hidden among at least " + LEAST_FOR_REMOVAL + " others, not " + owners);
    }
    for (SumProgramme.Removal removal : programme.removals()) {
      if (programme.parameters() == 0
          || !(removal.factor() > 0 && removal.factor() < SumBounds.WRAP)
          || removal.pictures() < 1
          || removal.pictures() > options.rules().maxPictures()) {
        throw LensException.internal(
            "bad-programme",
            "a removal of "
                + removal.pictures()
                + " pictures with factor "
                + removal.factor()
                + " from "
                + programme.parameters()
                + " weights");
      }
    }
  }
}
