/** The pages as they are served: files with media types and hashes. */
@NullMarked
package io.sharelens.console;

import org.jspecify.annotations.NullMarked;
