@NullMarked
package io.sharelens.mpc.kernel;

import org.jspecify.annotations.NullMarked;
