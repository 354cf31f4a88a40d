package io.sharelens.api;

/**
 * What an owner is about to upload in a round. Both nodes get the same plan, which ties the two
 * shares together; node 1 then gets the seed, node 2 the correction.
 *
 * @param attempt fresh id (UUID); an attempt has a seed of its own
 * @param parent SHA-256 of the model that the update starts from
 * @param pictures labelled pictures trained on, at most the round's {@code maxPictures}
 * @param words length of the update
 * @param seedSha256 hex digest of the 16 bytes of seed
 * @param correctionSha256 hex digest of the correction, words little-endian
 */
public record UpdatePlan(
    String attempt,
    String parent,
    int pictures,
    long words,
    String seedSha256,
    String correctionSha256) {}
