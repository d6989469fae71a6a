/// The words a worker's author uses.
///
/// An endpoint is a [Handler][dev.hera.worker.api.Handler], or a method with one of the
/// [annotations][dev.hera.worker.api.annotation]; around it stands any number of
/// [Middleware][dev.hera.worker.api.Middleware]; what it promises is an
/// [Options][dev.hera.worker.api.Options]. It sees its call as a
/// [Context][dev.hera.worker.api.Context]: path, query and body, each on its own and
/// [merged][dev.hera.worker.api.Context#params]. What it returns becomes the answer:
/// any value as JSON, a text as a JSON string, [Reply][dev.hera.worker.api.Reply] as the bytes it
/// holds, null as 204. What it throws becomes an error: a
/// [CallException][dev.hera.worker.api.CallException] as it says, anything else as a plain
/// "internal error", whose cause only the log knows.
///
/// A handler runs on a virtual thread of its own and may block; when its caller gives up, the
/// thread is interrupted.
@NullMarked
package dev.hera.worker.api;

import org.jspecify.annotations.NullMarked;
