/** Fixed-point plan: how many bits each layer gets, and why they hold. */
@NullMarked
package io.sharelens.inference.plan;

import org.jspecify.annotations.NullMarked;
