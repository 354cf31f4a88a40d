@NullMarked
package io.sharelens.spi;

import org.jspecify.annotations.NullMarked;
