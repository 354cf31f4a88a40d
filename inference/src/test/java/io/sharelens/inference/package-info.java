@NullMarked
package io.sharelens.inference;

import org.jspecify.annotations.NullMarked;
