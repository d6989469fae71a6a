/// Other endpoints as an interface of the author's own.
///
/// An interface whose methods carry the annotations of endpoints becomes, with
/// [Client][dev.hera.worker.api.client.Client], an object whose methods are remote calls. The same
/// interface may be implemented by the worker that serves it: then both sides share one
/// declaration. Whatever is wrong with it is said when the client is made, not when it is used.
@NullMarked
package dev.hera.worker.api.client;

import org.jspecify.annotations.NullMarked;
