/// WebSocket (RFC 6455) by hand, either side of it, so that it can be spoken badly on purpose.
///
/// A library keeps its user from sending half a character, a wrong close code or a frame without a
/// mask; a suite that tells how others take such things must be able to. A
/// [dev.hera.conformance.socket.RawSocket] is one open connection with a thread that reads;
/// [dev.hera.conformance.socket.Door] takes connections and
/// [dev.hera.conformance.socket.Dial] makes them. Nothing here knows what a message says, and only
/// what the link needs is here: no extensions, HTTP/1.1, version 13.
@NullMarked
package dev.hera.conformance.socket;

import org.jspecify.annotations.NullMarked;
