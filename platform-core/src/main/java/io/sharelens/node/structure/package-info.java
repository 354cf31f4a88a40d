/** Structures of indexes: when one is to be built, and the sessions that build it. */
@NullMarked
package io.sharelens.node.structure;

import org.jspecify.annotations.NullMarked;
