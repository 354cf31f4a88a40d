@NullMarked
package io.sharelens.node.control;

import org.jspecify.annotations.NullMarked;
