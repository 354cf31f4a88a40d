/**
 * The vector form of a model's update: which weight stands where, and how a share of it is read.
 */
@NullMarked
package io.sharelens.inference.update;

import org.jspecify.annotations.NullMarked;
