package io.sharelens.api;

import org.jspecify.annotations.Nullable;

/**
 * One line of a node's audit log.
 *
 * @param id grows with time; to read on from
 * @param time ISO-8601
 * @param actor the account that asked; null for a sign-in that failed
 * @param role its role; null with {@code actor}
 * @param action stable code, such as {@code principal.create}
 * @param subject what it was done to; for a sign-in the address it came from
 * @param outcome {@code ok}, or the code of the problem that was answered
 * @param correlationId of the request, also in the node's log
 */
public record AuditEntry(
    long id,
    String time,
    @Nullable String actor,
    @Nullable String role,
    String action,
    String subject,
    String outcome,
    String correlationId) {}
