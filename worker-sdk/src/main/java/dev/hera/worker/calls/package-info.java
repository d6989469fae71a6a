/// The calls that run in this process: how many, over which link, and how the process feels.
///
/// [dev.hera.worker.calls.Workload] counts for all links together, since two brokers load the same
/// cores; it refuses when twice the slots run. [dev.hera.worker.calls.RunningCalls] is one link's
/// share of them: a virtual thread a call, cancelled by interrupting it, and every answer carries
/// the load. [dev.hera.worker.calls.Pulse] samples the vitals and speaks up when a threshold is
/// crossed. What runs a call and what reads the vitals comes in from outside as
/// [dev.hera.worker.calls.Duties], so that nothing here knows handlers or files of the kernel.
@NullMarked
package dev.hera.worker.calls;

import org.jspecify.annotations.NullMarked;
