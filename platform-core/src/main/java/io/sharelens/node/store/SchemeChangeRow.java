package io.sharelens.node.store;

import io.sharelens.api.SchemeChange.State;
import org.jspecify.annotations.Nullable;

/**
 * A change of scheme.
 *
 * @param id the same at all nodes
 * @param sequence order of arrival at this node
 * @param digest of the proposed scheme
 * @param content the proposed scheme as canonical JSON
 * @param model SHA-256 of the model that it is to serve with
 * @param before SHA-256 of the model that was published when staging began; null until then
 * @param state where it stands
 * @param cause why it waits or ended
 * @param approved when this node's administrator approved; null if not yet
 * @param created when it came here
 * @param ended when it was over
 */
public record SchemeChangeRow(
    String id,
    long sequence,
    String digest,
    String content,
    String model,
    @Nullable String before,
    State state,
    @Nullable String cause,
    @Nullable Long approved,
    long created,
    @Nullable Long ended) {}
