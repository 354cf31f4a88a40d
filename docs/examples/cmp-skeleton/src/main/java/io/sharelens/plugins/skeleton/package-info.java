/** A comparison plugin with nothing in it: what docs/ADD-A-PLUGIN.md starts from. */
@NullMarked
package io.sharelens.plugins.skeleton;

import org.jspecify.annotations.NullMarked;
