/// What is known of every call, before it is routed and after it ended.
///
/// [dev.hera.broker.journal.Journal] opens a [dev.hera.broker.journal.Recording] for a call before
/// anything looks for a worker, so that even "no worker" leaves a trace; the recording hears of
/// each attempt and is completed with the outcome, exactly once. A journal that cannot take a call
/// says so with [dev.hera.broker.journal.Unwell], or serves it unrecorded and counts it, as the
/// endpoint's mode says. A call under way is a [dev.hera.broker.journal.LiveRecord] in memory until
/// its end can be read from the tables; `Desk` does the work, `Lookup` finds, `Settlements` notes
/// what is said afterwards. What a record is stands in `record`, what must not be in it in
// `redact`,
/// how it gets to disk in `write`, what the disk looks like in `log` and `store`.
@NullMarked
package dev.hera.broker.journal;

import org.jspecify.annotations.NullMarked;
