/** Labelled pictures that commands work on. */
@NullMarked
package io.sharelens.cli.pictures;

import org.jspecify.annotations.NullMarked;
