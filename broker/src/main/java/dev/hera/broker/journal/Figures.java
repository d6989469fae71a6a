package dev.hera.broker.journal;

import dev.hera.broker.journal.write.Health;
import dev.hera.broker.journal.write.Tally;

/// What the journal has done so far, for metrics; a picture.
///
/// @param health whether new calls can be kept
/// @param tally the writer's work
/// @param underWay calls whose end is not on disk yet
/// @param twice calls refused because their id was on record
/// @param unrecorded calls served although they could not be kept
/// @param refused calls not run because they could not be kept
/// @param undelivered answers that reached nobody
/// @param erased calls, and ranges of old ones, that were taken off the disk
/// @param toErase those that are out of sight and still on it
/// @param keysRemoved idempotency keys that were forgotten
/// @param bytes on disk; 0 when nobody knows
/// @param freeBytes left on the disk; 0 when nobody knows
public record Figures(
        Health health,
        Tally tally,
        int underWay,
        long twice,
        long unrecorded,
        long refused,
        long undelivered,
        long erased,
        int toErase,
        long keysRemoved,
        long bytes,
        long freeBytes) {}
