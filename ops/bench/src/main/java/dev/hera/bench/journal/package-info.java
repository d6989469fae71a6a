/// What the journal costs by itself, without a broker around it.
///
/// [dev.hera.bench.journal.StoreBench] writes and looks up small records,
/// [dev.hera.bench.journal.FindBench] finds calls among many, which
/// [dev.hera.bench.journal.PastCalls] puts there.
@NullMarked
package dev.hera.bench.journal;

import org.jspecify.annotations.NullMarked;
