/** What a round commits to and opens: sets of contributors, the session, new weights. */
@NullMarked
package io.sharelens.node.round.sum;

import org.jspecify.annotations.NullMarked;
