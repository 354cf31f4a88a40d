@NullMarked
package io.sharelens.inference.plan;

import org.jspecify.annotations.NullMarked;
