@NullMarked
package io.sharelens.mpc.arithmetic;

import org.jspecify.annotations.NullMarked;
