/** The parties of a scheme as threads of this process, to run its plugins without nodes. */
@NullMarked
package io.sharelens.cli.parties;

import org.jspecify.annotations.NullMarked;
