@NullMarked
package io.sharelens.inference.model;

import org.jspecify.annotations.NullMarked;
