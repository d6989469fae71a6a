/// The log that makes a batch durable before anyone is told of it.
///
/// [dev.hera.broker.journal.log.SegmentLog] writes a [dev.hera.broker.journal.log.Frame] and syncs
/// it, into files that were filled with zeroes beforehand and are used again, so that a sync moves
/// data and no metadata. Frames carry their file's mark, a gapless sequence and a checksum, and
/// [dev.hera.broker.journal.log.Synced] remembers beside the log how far it came; from the three
/// [dev.hera.broker.journal.log.LogScan] tells, at the next start, an unfinished end, which nobody
/// was told of, from a hole, which is a loss and gets named.
/// A failed sync is never tried again: the pages may be marked clean although they are not on disk.
@NullMarked
package dev.hera.broker.journal.log;

import org.jspecify.annotations.NullMarked;
