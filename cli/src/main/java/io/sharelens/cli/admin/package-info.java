/** Commands of an administrator. */
@NullMarked
package io.sharelens.cli.admin;

import org.jspecify.annotations.NullMarked;
