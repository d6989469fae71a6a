/// The contract between a broker and a worker: what is said, and how it is written.
///
/// One message is one [dev.hera.wire.Frame]; the `codec` beside turns frames into JSON-RPC 2.0
/// text and back, one message or one batch per WebSocket message; `scram` is how both sides prove
/// themselves. What a caller sent and what a handler returned is carried as
/// [dev.hera.wire.JsonText]: checked once, never read, never written again.
///
/// [dev.hera.wire.Vitals] and [dev.hera.wire.Load] are how a worker says how it feels,
/// [dev.hera.wire.Endpoint] is what it can do, [dev.hera.wire.BrokerNode] is how a broker is found.
/// Nothing here knows a socket, a thread or a clock, and nothing here imports another room.
@NullMarked
package dev.hera.wire;

import org.jspecify.annotations.NullMarked;
