/// JSON-RPC 2.0 at the public door: `POST /rpc`.
///
/// [dev.hera.broker.http.rpc.RpcReader] reads a message with a streaming parser into a
/// [dev.hera.broker.http.rpc.RpcMessage]: the members of the envelope are judged strictly, ids and
/// params stay the bytes they were. [dev.hera.broker.http.rpc.RpcCalls] makes a call of each item,
/// with an id of its own, and sends it the way of every call; those of a batch go side by side.
/// [dev.hera.broker.http.rpc.RpcWriter] splices what came back around the caller's own ids.
/// [dev.hera.broker.http.rpc.RpcHandler] is the door itself. What the specification leaves open is
/// decided in `ops/docs/decisions/0050-json-rpc-at-the-front-door.md`.
@NullMarked
package dev.hera.broker.http.rpc;

import org.jspecify.annotations.NullMarked;
