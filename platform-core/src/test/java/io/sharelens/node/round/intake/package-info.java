@NullMarked
package io.sharelens.node.round.intake;

import org.jspecify.annotations.NullMarked;
