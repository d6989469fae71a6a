/// What a run tells: one line a check as it is known, a summary, an exit code.
///
/// [dev.hera.conformance.report.Report] prints results in the order of the files, for people or as
/// one JSON object, and says how many there were. A run without a check has failed: nothing was
/// shown. Checks run side by side, each on a thread of its own;
/// [dev.hera.conformance.report.Runner] hands them out and keeps the order.
@NullMarked
package dev.hera.conformance.report;

import org.jspecify.annotations.NullMarked;
