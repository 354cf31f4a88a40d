@NullMarked
package io.sharelens.mpc.random;

import org.jspecify.annotations.NullMarked;
