@NullMarked
package io.sharelens.mpc.ring;

import org.jspecify.annotations.NullMarked;
