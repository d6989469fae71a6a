/// What is known of every call, before it is routed and after it ended.
///
/// [dev.hera.broker.journal.Journal] opens a [dev.hera.broker.journal.Recording] for a call before
/// anything looks for a worker, so that even "no worker" leaves a trace; the recording hears of
/// each attempt and is completed with the outcome, exactly once. A journal that cannot take a call
/// says so with [dev.hera.broker.journal.Unwell] instead of serving it in silence.
/// In this form it counts and keeps nothing; the store comes behind the same three words.
@NullMarked
package dev.hera.broker.journal;

import org.jspecify.annotations.NullMarked;
