/** An owner's part of training rounds, as REST calls: joining, uploading an update, reporting. */
@NullMarked
package io.sharelens.client.federation;

import org.jspecify.annotations.NullMarked;
