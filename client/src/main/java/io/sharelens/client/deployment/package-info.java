/** The small YAML that says where the nodes are and which tokens open them. */
@NullMarked
package io.sharelens.client.deployment;

import org.jspecify.annotations.NullMarked;
