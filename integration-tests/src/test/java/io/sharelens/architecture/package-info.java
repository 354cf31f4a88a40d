/** Rules that span modules: who may know whom. */
@NullMarked
package io.sharelens.architecture;

import org.jspecify.annotations.NullMarked;
