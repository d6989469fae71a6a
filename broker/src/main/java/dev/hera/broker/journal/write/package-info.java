/// How records get to disk: many threads hand over, one writes.
///
/// A call's thread makes a [dev.hera.broker.journal.write.Entry] with bytes that are ready to
/// be written and pushes it on the [dev.hera.broker.journal.write.EntryQueue]: one
/// compare-and-set, no lock. The [dev.hera.broker.journal.write.JournalWriter] takes
/// everything that waits, puts it in one batch and syncs once; the more calls are under way,
/// the longer it lets them gather, at most 0.7 ms. Who waits for an entry
/// parks only when its batch is not on disk yet. Full disk: entries are held and written when
/// there is space. Any other fault: nobody who waits is told that it was kept, and the root
/// is told to end the process.
@NullMarked
package dev.hera.broker.journal.write;

import org.jspecify.annotations.NullMarked;
