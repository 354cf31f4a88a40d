/** The owner's daemon: keeps a folder outsourced and takes part in training rounds. */
@NullMarked
package io.sharelens.owner.agent;

import org.jspecify.annotations.NullMarked;
