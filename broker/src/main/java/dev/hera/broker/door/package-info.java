/// The two ports of a broker: one for callers, one for workers and operators.
///
/// [dev.hera.broker.door.Listener] is one port with Jetty's defaults set on purpose: handlers of
/// ours in front, Javalin behind them. [dev.hera.broker.door.CallerDoor] and
/// [dev.hera.broker.door.OperatorDoor] say who stands behind which port and in which order; what
/// these do is theirs. A port that is taken ends the start with one line.
@NullMarked
package dev.hera.broker.door;

import org.jspecify.annotations.NullMarked;
