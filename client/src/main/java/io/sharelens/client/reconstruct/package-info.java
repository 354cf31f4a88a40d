/** The only place of the product where shares are added up to a secret. */
@NullMarked
package io.sharelens.client.reconstruct;

import org.jspecify.annotations.NullMarked;
