/** Checks of the machine that the programs run on. */
@NullMarked
package io.sharelens.cli.doctor;

import org.jspecify.annotations.NullMarked;
