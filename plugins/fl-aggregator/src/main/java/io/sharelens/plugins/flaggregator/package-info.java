/** Federated averaging of additively shared updates (FLSIR sections VI-A, VI-B and VI-D). */
@NullMarked
package io.sharelens.plugins.flaggregator;

import org.jspecify.annotations.NullMarked;
