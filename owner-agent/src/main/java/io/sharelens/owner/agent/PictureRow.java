package io.sharelens.owner.agent;

import org.jspecify.annotations.Nullable;

/**
 * A file of the folder, or a picture at the nodes.
 *
 * @param file within the folder, or its full path; null for a picture whose file is not known here
 * @param id at the nodes; null if it was never outsourced
 * @param state {@code waiting} to be outsourced, {@code left-out}, {@code incomplete}, {@code
 *     stored}, {@code indexed}, {@code failed}
 * @param searchable whether searches find it
 * @param cause why it is not as it should be; null where there is nothing to say
 */
public record PictureRow(
    @Nullable String file,
    @Nullable String id,
    String state,
    boolean searchable,
    @Nullable String cause) {}
