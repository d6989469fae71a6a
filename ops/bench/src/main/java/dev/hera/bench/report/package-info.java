/// How figures get into a report that people also write in.
///
/// [dev.hera.bench.report.Section] is the part of a file between two marks, and nothing else of the
/// file is touched. [dev.hera.bench.report.Picture] draws medians with their intervals,
/// [dev.hera.bench.report.Course] lines over time, both as SVG that any page shows.
/// [dev.hera.bench.report.Host] says on what machine and with which versions it was measured.
@NullMarked
package dev.hera.bench.report;

import org.jspecify.annotations.NullMarked;
