/// From an author's words to what the link can run.
///
/// An [EndpointTable][dev.hera.worker.rpc.EndpointTable] holds one worker's endpoints and runs a
/// call to its end: it finds the endpoint by the name that was announced, takes the path's values,
/// calls the handler through its middleware, and turns value or exception into a frame. Annotated
/// objects become handlers too: their arguments are bound by name for REST, by jsonrpc4j for
/// JSON-RPC, which is used nowhere else and never sees a frame.
///
/// Whatever an author got wrong (two endpoints of one name, a parameter without a name, overloads)
/// is refused when the table is built, with a sentence that says what to do. The table is
/// immutable; when endpoints change, a new one takes its place.
@NullMarked
package dev.hera.worker.rpc;

import org.jspecify.annotations.NullMarked;
