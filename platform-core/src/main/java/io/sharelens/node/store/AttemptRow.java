package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * An attempt at a picture.
 *
 * @param ref picture and attempt
 * @param owner name of the owner
 * @param state where it stands at this node
 * @param cause why it failed; null otherwise
 * @param mediaType of the original file
 * @param model model whose preprocessing made the tensor
 * @param planDigest SHA-256 (hex) of the upload plan
 * @param sequence order of arrival at this node; of two living attempts the greater is the newer
 */
public record AttemptRow(
    PictureRef ref,
    String owner,
    AttemptState state,
    @Nullable String cause,
    String mediaType,
    String model,
    String planDigest,
    long sequence) {}
