/** Commands of an owner of pictures. */
@NullMarked
package io.sharelens.cli.owner;

import org.jspecify.annotations.NullMarked;
