/// What a run costs, and whether its figures count.
///
/// [dev.hera.bench.machine.Meter] reads the clocks of processes before and after a run:
/// processor time a call is the figure that other work on the machine disturbs least.
/// [dev.hera.bench.machine.Guards] says when a run is to be dropped, because the machine's
/// host took time away or because the generator itself was too slow.
@NullMarked
package dev.hera.bench.machine;

import org.jspecify.annotations.NullMarked;
