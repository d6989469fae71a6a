/// Recorded calls, sent again.
///
/// [dev.hera.broker.replay.Replays] is the desk: it plans, starts, steers and remembers. A
/// [dev.hera.broker.replay.Run] sends the calls of one replay, in their order, at a
/// [dev.hera.broker.replay.Beat] and with no more under way than
/// [dev.hera.broker.replay.Headroom] leaves beside live calls; it waits and never drops one.
/// [dev.hera.broker.replay.Sending] makes a call of a record again and walks it by the dispatcher.
/// The call that is sent has an id that follows from the replay and the original, so that a broker
/// that was killed finds in its own journal what it has sent, and the two are linked both ways
/// without an index. What a replay is stands in `plan`, how it is kept in `keep`, how answers are
/// held against those of then in `compare`.
@NullMarked
package dev.hera.broker.replay;

import org.jspecify.annotations.NullMarked;
