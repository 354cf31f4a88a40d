/** Resumable upload of shares. */
@NullMarked
package io.sharelens.node.intake;

import org.jspecify.annotations.NullMarked;
