package io.sharelens.mpc.arithmetic;

/**
 * Permission to reveal a secret to the parties. Every opening in the code names one, so that a
 * search for this type lists all there are; the session's {@link OpeningLedger} counts them.
 *
 * @param label what is revealed, in the words of the leakage table, for example {@code
 *     "rank.masked-distances"}
 */
public record Opening(String label) {}
