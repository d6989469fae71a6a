/// When an accepted call is delivered, and what a failed delivery leads to: the rules alone.
///
/// Each endpoint has a [dev.hera.broker.accept.lane.Lane]. It is asked for its next
/// [dev.hera.broker.accept.lane.Step] and told how each delivery ended; what an
/// [dev.hera.broker.accept.lane.Ending] leads to is a
/// [dev.hera.broker.accept.lane.Ruling], written down before the lane goes on. A call waits, is
/// delivered, waits again after a pause, and ends settled, parked with a reason, or quarantined.
/// Calls in flight at a worker's death are suspects: each runs once more, alone, so that the second
/// death has one culprit. Nothing here knows disks, threads or clocks: time is passed in, and one
/// lock of the owner guards a lane.
@NullMarked
package dev.hera.broker.accept.lane;

import org.jspecify.annotations.NullMarked;
