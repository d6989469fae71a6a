/// The walk of a call, once, top to bottom: authorise, record, route, send, complete.
///
/// Read [dev.hera.broker.dispatch.Dispatcher] first: its `dispatch`, `walk` and `recorded`, one
/// below the other, are the whole path. [dev.hera.broker.dispatch.Copies] runs ended calls again.
/// [dev.hera.broker.dispatch.Journey] is one call's way through seats and workers: which reply may
/// be tried again (only what was certainly not executed, or what the endpoint calls idempotent)
/// and which must be told to the caller as it is. [dev.hera.broker.dispatch.Underway] knows which
/// calls are with a worker. [dev.hera.broker.dispatch.AnswerCheck] keeps a
/// worker from writing what only the platform may say.
/// Everything runs on the caller's virtual thread and may block it, until the call's deadline.
@NullMarked
package dev.hera.broker.dispatch;

import org.jspecify.annotations.NullMarked;
