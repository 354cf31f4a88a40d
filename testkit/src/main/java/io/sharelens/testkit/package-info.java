/** Parties in one JVM, recorded and measured, and a conformance suite per extension point. */
@NullMarked
package io.sharelens.testkit;

import org.jspecify.annotations.NullMarked;
