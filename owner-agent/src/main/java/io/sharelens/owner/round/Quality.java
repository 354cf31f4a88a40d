package io.sharelens.owner.round;

import org.jspecify.annotations.Nullable;

/**
 * What a model is worth on some of an owner's pictures.
 *
 * @param loss mean over them
 * @param precision at 10 of searches among them; null where they are too few
 * @param pictures that it was measured on
 */
record Quality(double loss, @Nullable Double precision, int pictures) {}
