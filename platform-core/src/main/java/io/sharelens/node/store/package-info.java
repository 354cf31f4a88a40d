/** The node's database: schema, connection, and one repository for each group of tables. */
@NullMarked
package io.sharelens.node.store;

import org.jspecify.annotations.NullMarked;
