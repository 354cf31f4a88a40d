/** Extraction jobs: which pictures are due, batches, retries. */
@NullMarked
package io.sharelens.node.job;

import org.jspecify.annotations.NullMarked;
