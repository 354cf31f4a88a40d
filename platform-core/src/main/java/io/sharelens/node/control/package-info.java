/** Node 1 tells the others about models and epochs, and asks what they hold. */
@NullMarked
package io.sharelens.node.control;

import org.jspecify.annotations.NullMarked;
