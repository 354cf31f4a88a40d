/**
 * Two indexes compared on many pictures: features in plaintext, then shared among servers of this
 * process, which index and search them with the real plugins on shares.
 */
@NullMarked
package io.sharelens.cli.evaluate.index;

import org.jspecify.annotations.NullMarked;
