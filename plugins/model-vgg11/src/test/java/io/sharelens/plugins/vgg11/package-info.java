@NullMarked
package io.sharelens.plugins.vgg11;

import org.jspecify.annotations.NullMarked;
