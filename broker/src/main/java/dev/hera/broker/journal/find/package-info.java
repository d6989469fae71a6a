/// Calls found by a filter, newest first or as they came.
///
/// [dev.hera.broker.journal.find.Finder] goes through what is on disk and what runs, a bounded
/// piece at a time, and stops when it has found enough, when its
/// [dev.hera.broker.journal.find.Reach] is over, or when nobody waits any more; its
/// [dev.hera.broker.journal.find.Stop] says where, so that the next search goes on from there and
/// sees each call once. A call's place is its id, which begins with its time, so the calls of
/// several brokers fall into one order.
@NullMarked
package dev.hera.broker.journal.find;

import org.jspecify.annotations.NullMarked;
