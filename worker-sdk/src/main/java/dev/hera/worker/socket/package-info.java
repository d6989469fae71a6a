/// One WebSocket as a worker needs it: whole messages in, whole messages out, nothing unbounded.
///
/// [dev.hera.worker.socket.Dialler] opens sockets with the JDK's client and says why when it
/// cannot. [dev.hera.worker.socket.Socket] hands whole messages to the one thread that asks
/// for them; the listener below it only gathers parts and never blocks, and asks the network
/// for more only when a message was taken. [dev.hera.worker.socket.Outbox] holds what waits
/// to be sent, bounded in count and bytes, and joins whatever waits into one batch. Nothing
/// here knows what a message says.
@NullMarked
package dev.hera.worker.socket;

import org.jspecify.annotations.NullMarked;
