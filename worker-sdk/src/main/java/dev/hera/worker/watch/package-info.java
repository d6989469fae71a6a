/// Who watches a worker at work: what is heard of calls, and meters and spans made of it.
///
/// [dev.hera.worker.watch.CallWatch] hears of every call as it ended, and needs nothing but the
/// SDK. [dev.hera.worker.watch.MicrometerWatch] and [dev.hera.worker.watch.TracedCalls] put that
/// into a registry that the author passes: they are the only classes of the SDK that know
/// Micrometer, which is an optional dependency. Whoever does not name them does not need it, since
/// nothing else here loads them.
@NullMarked
package dev.hera.worker.watch;

import org.jspecify.annotations.NullMarked;
