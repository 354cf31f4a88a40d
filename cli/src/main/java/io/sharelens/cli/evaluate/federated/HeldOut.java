package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures to train on and pictures that no model sees before it is measured, no picture in both.
 *
 * @param training what owners have
 * @param measured what precision is measured on
 */
record HeldOut(LabelledPictures training, LabelledPictures measured) {

  /**
   * Halves every class at random; of an odd class the larger half is trained on. Equal seeds give
   * equal halves.
   *
   * @param limit most pictures of both together; classes keep their proportion
   */
  static HeldOut of(LabelledPictures pictures, int limit, long seed) {
    LabelledPictures taken = limit < pictures.size() ? pictures.split(limit).getFirst() : pictures;
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> training = new ArrayList<>();
    List<Integer> measured = new ArrayList<>();
    for (List<Integer> members : Members.byClass(taken.labels(), taken.categories().size())) {
      List<Integer> shuffled = Members.shuffled(members, random);
      int half = shuffled.size() / 2;
      measured.addAll(shuffled.subList(0, half));
      training.addAll(shuffled.subList(half, shuffled.size()));
    }
    if (measured.size() < 3) {
      throw LensException.user(
          "no-pictures", "too few pictures to hold half of each class back: " + taken.size());
    }
    return new HeldOut(taken.pick(training), taken.pick(measured));
  }
}
