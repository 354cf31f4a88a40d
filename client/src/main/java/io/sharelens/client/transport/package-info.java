/** HTTPS to one node: trust, tokens, deadlines, retries, and errors that name the node. */
@NullMarked
package io.sharelens.client.transport;

import org.jspecify.annotations.NullMarked;
