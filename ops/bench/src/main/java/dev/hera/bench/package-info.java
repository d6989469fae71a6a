/// What Hera is measured against.
///
/// [dev.hera.bench.PlainServer] is what a team would write without a platform: one Javalin server
/// that does the same work. `ops/bench/run` starts it and Hera in turn, block after block, under
/// the same load, and writes down the ratio inside each block: on a noisy machine only ratios
/// mean something.
@NullMarked
package dev.hera.bench;

import org.jspecify.annotations.NullMarked;
