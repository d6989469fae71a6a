/// What a caller may ask about its own calls: `GET /_hera/calls/{uuid}`.
///
/// [dev.hera.broker.http.state.CallStates] answers with the state of a call, or with the answer
/// itself as the worker gave it, also when the first answer was lost on its way. It reads no body
/// and costs a look into the journal; who waits for a call's end waits on a virtual thread.
/// [dev.hera.broker.http.state.StateJson] writes the state,
/// [dev.hera.broker.http.state.KeptAnswer] the answer.
@NullMarked
package dev.hera.broker.http.state;

import org.jspecify.annotations.NullMarked;
