/// Replays on this broker's disk.
///
/// Each has a folder of its own with the plan and the ids of its calls, written once, and a small
/// file with its progress, which is replaced whole several times a second. A broker that is killed
/// goes on from there; what it sent since the last progress stands in the journal, under ids that
/// can be computed again, so no call is sent twice that has ended.
/// [dev.hera.broker.replay.keep.ReplayFolder] is the only one here who touches files.
@NullMarked
package dev.hera.broker.replay.keep;

import org.jspecify.annotations.NullMarked;
