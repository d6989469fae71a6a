/// What the parts of a call cost that decide how fast it is: its frames, its path, its record.
///
/// JMH runs the three benchmarks when `ops/bench/parts` asks for it, and
/// [dev.hera.bench.parts.PartsCostIT] writes down what they say. What choosing a worker costs
/// stands in [dev.hera.bench.pick].
@NullMarked
package dev.hera.bench.parts;

import org.jspecify.annotations.NullMarked;
