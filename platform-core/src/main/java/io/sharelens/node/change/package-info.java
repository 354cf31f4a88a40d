/** Changes of scheme while the deployment runs: proposal, consent, staging, switch. */
@NullMarked
package io.sharelens.node.change;

import org.jspecify.annotations.NullMarked;
