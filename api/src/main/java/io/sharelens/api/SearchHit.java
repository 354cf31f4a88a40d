package io.sharelens.api;

/**
 * A picture that was found.
 *
 * @param pictureId the owner's id of the picture
 * @param owner the owner's name
 * @param attempt the attempt whose shares follow; equal at both nodes or not to be added up
 * @param mediaType of the original file
 * @param bytes size of the original file
 * @param form {@link PartPlan#SEED}: 16 bytes follow; {@link PartPlan#FULL}: {@code bytes} follow
 * @param scoreShare this node's additive share of the score modulo 2^32; smaller is nearer
 */
public record SearchHit(
    String pictureId,
    String owner,
    String attempt,
    String mediaType,
    long bytes,
    String form,
    int scoreShare) {}
