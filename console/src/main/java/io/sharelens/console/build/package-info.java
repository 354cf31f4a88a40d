/** Makes the bundle of the pages; runs in the build only. */
@NullMarked
package io.sharelens.console.build;

import org.jspecify.annotations.NullMarked;
