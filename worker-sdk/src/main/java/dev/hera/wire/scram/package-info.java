/// How a worker and a broker prove themselves to each other: SCRAM-SHA-256 (RFC 5802, RFC 7677).
///
/// No secret and nothing that could be played again crosses the wire. The exchange is bound to
/// the broker that was dialled (its id, boot and address stand in the channel binding), so that a
/// rogue broker planted in ZooKeeper cannot hand the worker's proof on to a real one.
/// The arithmetic is the library's (ongres scram); the binding and the strict reading are ours.
@NullMarked
package dev.hera.wire.scram;

import org.jspecify.annotations.NullMarked;
