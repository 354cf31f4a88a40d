/**
 * JMH benchmarks of the kernels. After {@code mvn -pl benchmarks -am package}:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
 *   org.openjdk.jmh.Main ConvBenchmark
 * </pre>
 *
 * Each benchmark runs the fast way and the plain one side by side: on a busy machine their ratio
 * says more than either figure.
 */
@NullMarked
package io.sharelens.benchmarks;

import org.jspecify.annotations.NullMarked;
