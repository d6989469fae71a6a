/// What a call costs in memory, held by a test.
///
/// Times are not gated in CI: the machine is shared. What a call allocates is nearly the same on
/// any machine, and it is what makes a broker's collector work:
/// [dev.hera.trials.cost.AllocationIT] counts it in the processes of a platform, through
/// [dev.hera.trials.cost.Allocation].
@NullMarked
package dev.hera.trials.cost;

import org.jspecify.annotations.NullMarked;
