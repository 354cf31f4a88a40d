/** Pictures: reading them safely and turning them into input tensors. Secrets in clear. */
@NullMarked
package io.sharelens.client.picture;

import org.jspecify.annotations.NullMarked;
