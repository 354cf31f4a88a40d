package io.sharelens.spi.federation;

/**
 * What every owner's update keeps to, so that the sum of all fits 32-bit words. An update is the
 * vector of {@code pictures * (local weight - global weight)}, weights in the order of their names,
 * then one word {@code pictures * loss}, each times its scale and rounded.
 *
 * @param minOwners fewer contributors open nothing; at least 2
 * @param maxOwners more contributors are not taken into one round
 * @param maxPictures largest weight of an owner: who has more pictures counts as having so many
 * @param clipNorm largest Euclidean norm of an owner's change of the weights
 * @param clipValue largest absolute change of one weight
 * @param fractionBits a change of one weight, times pictures, is rounded to 2^-fractionBits
 * @param lossScale words per unit of the loss, times pictures
 * @param maxLoss larger losses are sent as this
 * @param noise standard deviation of the noise that each owner adds to {@code pictures * change} of
 *     every weight, in units of the weights; 0 for none. With noise no loss is sent (the word is 0)
 */
public record UpdateRules(
    int minOwners,
    int maxOwners,
    int maxPictures,
    double clipNorm,
    double clipValue,
    int fractionBits,
    double lossScale,
    double maxLoss,
    double noise) {

  /** Weight of an owner with so many pictures. */
  public int weight(int pictures) {
    return Math.min(pictures, maxPictures);
  }

  /** Words per unit of a change of a weight, times pictures. */
  public double scale() {
    return Math.scalb(1.0, fractionBits);
  }
}
