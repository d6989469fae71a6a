/// Trials of the record: what a caller was told is found again, whatever became of the broker.
///
/// [dev.hera.trials.record.Callers] call one broker, keep every word that they are told, and note
/// each call before they send it; [dev.hera.trials.record.Victim] is that broker, a process with a
/// folder of its own, killed, stopped or refused by its disk. When it is back,
/// [dev.hera.trials.record.Inquest] asks it for each id one by one, and at the end looks into the
/// store itself for what nobody sent.
/// A power cut is a [dev.hera.trials.record.Disk] copied as it lies there while the broker is
/// stopped: nothing is on the copy that the system had only in memory.
@NullMarked
package dev.hera.trials.record;

import org.jspecify.annotations.NullMarked;
