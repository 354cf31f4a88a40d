/** Tests of the hierarchical index. */
@NullMarked
package io.sharelens.plugins.indexhierarchical;

import org.jspecify.annotations.NullMarked;
