/** The pages in a real browser. */
@NullMarked
package io.sharelens.it.browser;

import org.jspecify.annotations.NullMarked;
