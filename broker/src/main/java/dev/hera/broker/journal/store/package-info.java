/// Where records are kept: a log that makes them durable, tables that make them findable.
///
/// [dev.hera.broker.journal.store.JournalStore] is the one interface; a replicated store will stand
/// behind it too. [dev.hera.broker.journal.store.RocksStore] writes each
/// [dev.hera.broker.journal.store.Batch] to the log, one frame and one sync for all that waited,
/// and then to [dev.hera.broker.journal.store.Tables], which is RocksDB without a log of its own.
/// What the tables had not on disk when the process ended is read from the log at the next start,
/// which then leaves the log empty. [dev.hera.broker.journal.store.Kept] proves a record unchanged.
/// One thread writes; any thread reads. Whatever the disk does wrong is a `JournalFault`.
@NullMarked
package dev.hera.broker.journal.store;

import org.jspecify.annotations.NullMarked;
