/// What Hera is measured against.
///
/// [dev.hera.bench.PlainServer] is what a team would write without a platform: one Javalin server
/// that does the same work. `ops/bench/run` starts it and Hera in turn, block after block, under
/// the same load, and writes down the ratio inside each block: on a noisy machine only ratios
/// mean something.
///
/// [dev.hera.bench.Generator] is a load of our own, for latencies: in its open loop every call has
/// its moment and is counted from there, so that a stall is not hidden by callers that wait.
@NullMarked
package dev.hera.bench;

import org.jspecify.annotations.NullMarked;
