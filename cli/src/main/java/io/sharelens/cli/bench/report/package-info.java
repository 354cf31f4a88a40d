/**
 * The report of all measurements: works measured section by section, as one document of tables and
 * curves, written as Markdown, SVG and JSON and compared with an earlier one.
 */
@NullMarked
package io.sharelens.cli.bench.report;

import org.jspecify.annotations.NullMarked;
