@NullMarked
package io.sharelens.mpc.channel;

import org.jspecify.annotations.NullMarked;
