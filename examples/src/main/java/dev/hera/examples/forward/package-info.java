/// How does an existing REST API become the consumer of accepted calls?
///
/// [dev.hera.examples.forward.ForwardWorker] takes them from the platform, which keeps, paces and
/// repeats them; [dev.hera.examples.forward.Forward] issues each again to the API, with the call's
/// id as `Idempotency-Key`, and tells the platform by the status what became of it.
@NullMarked
package dev.hera.examples.forward;

import org.jspecify.annotations.NullMarked;
