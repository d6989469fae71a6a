/// A second service that is shown the stream of an accepting endpoint, so that it can be trusted
/// before it takes over.
///
/// When the first service has answered a call, a share of the calls, chosen by their ids, is handed
/// to the endpoint's [dev.hera.broker.accept.shadow.Copier] and runs once more at the second. The
/// two answers are held against each other ([dev.hera.broker.accept.shadow.Comparison]) and
/// counted; then they are gone. Nothing waits for a copy: what finds no room is dropped and
/// counted, a copy settles nothing and is on no disk. An operator exchanges the two services while
/// everything runs ([dev.hera.broker.accept.shadow.Shadows]).
@NullMarked
package dev.hera.broker.accept.shadow;

import org.jspecify.annotations.NullMarked;
