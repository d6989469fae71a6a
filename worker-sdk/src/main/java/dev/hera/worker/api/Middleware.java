package dev.hera.worker.api;

import org.jspecify.annotations.Nullable;

/// Stands around the handlers: looks at a call before, at the value or the exception after, or
/// answers in their place.
///
/// Those added first stand outermost. Each stands around every endpoint of the worker, whenever it
/// was declared.
@FunctionalInterface
public interface Middleware {
    /// Handles the call, usually by way of `next`, whose value it passes on.
    ///
    /// @param next the rest of the way; not called when this one answers itself
    @Nullable Object handle(Context call, Handler next) throws Exception;
}
