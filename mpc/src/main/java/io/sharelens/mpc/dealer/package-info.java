@NullMarked
package io.sharelens.mpc.dealer;

import org.jspecify.annotations.NullMarked;
