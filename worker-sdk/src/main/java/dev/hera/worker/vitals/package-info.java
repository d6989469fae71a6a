/// How this process feels: what a worker reports to every broker.
///
/// [VitalSigns][dev.hera.worker.vitals.VitalSigns] takes a reading. CPU is this process's own
/// time against the cores it may use, memory what stays after garbage collection against the
/// limit, since a healthy JVM fills its heap and stays full. Limits come from the control
/// group, version 1 or 2, host figures from `/proc`; where there is neither, the JVM's own
/// beans stand in, and the log says so once. All files lie below a root that is handed in, so
/// that tests bring their own. A reading never fails and never leaves its range: what cannot
/// be read is 0.
@NullMarked
package dev.hera.worker.vitals;

import org.jspecify.annotations.NullMarked;
