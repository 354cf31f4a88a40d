@NullMarked
package io.sharelens.plugins.resnet;

import org.jspecify.annotations.NullMarked;
