/** Runs programs of the built distribution as a user would. */
@NullMarked
package io.sharelens.it;

import org.jspecify.annotations.NullMarked;
