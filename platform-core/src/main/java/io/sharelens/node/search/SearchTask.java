package io.sharelens.node.search;

import io.sharelens.node.epoch.Epoch;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.SearchRequest;
import io.sharelens.node.session.SessionRun;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One search at this node, from the client's request to the answer.
 *
 * @param id of the search and of its session
 * @param request what the client asked here
 * @param epoch the epoch that the request names
 * @param owners granted to the user here when the request came, sorted
 * @param answer completes with the result
 * @param run its session; cancelled when the deadline passes
 * @param stages hears how far it is
 * @param taken set by whoever runs the session, once
 */
record SearchTask(
    UUID id,
    SearchRequest request,
    Epoch epoch,
    List<String> owners,
    CompletableFuture<SearchAnswer> answer,
    SessionRun run,
    Stages stages,
    AtomicBoolean taken) {
  SearchTerms terms() {
    return new SearchTerms(
        request.user(), request.k(), request.epoch(), request.epochDigest(), owners);
  }
}
