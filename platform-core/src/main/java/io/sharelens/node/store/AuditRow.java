package io.sharelens.node.store;

import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log.
 *
 * @param id given by the database; any number for a row to insert
 * @param moment UTC milliseconds
 * @param actor account; null where nobody was recognised
 * @param role its role; null with {@code actor}
 * @param action stable code
 * @param subject what it was done to
 * @param outcome {@code ok} or a problem's code
 * @param correlation id of the request
 */
public record AuditRow(
    long id,
    long moment,
    @Nullable String actor,
    @Nullable String role,
    String action,
    String subject,
    String outcome,
    String correlation) {}
