/** What goes with what: plugins combined to schemes, and what a query costs with each. */
@NullMarked
package io.sharelens.cli.scheme;

import org.jspecify.annotations.NullMarked;
