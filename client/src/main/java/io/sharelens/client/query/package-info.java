/** Searches: checks that the nodes agree, shares the query, collects the answers. */
@NullMarked
package io.sharelens.client.query;

import org.jspecify.annotations.NullMarked;
