@NullMarked
package io.sharelens.mpc.error;

import org.jspecify.annotations.NullMarked;
