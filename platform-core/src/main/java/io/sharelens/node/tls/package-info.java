/** Makes the certificates of a deployment. */
@NullMarked
package io.sharelens.node.tls;

import org.jspecify.annotations.NullMarked;
