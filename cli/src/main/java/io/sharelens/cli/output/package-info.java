/** What commands print: progress for people on stderr, results on stdout. */
@NullMarked
package io.sharelens.cli.output;

import org.jspecify.annotations.NullMarked;
