/// The door for workers: one WebSocket each, `hera.v1`, dialled by the worker.
///
/// A [dev.hera.broker.link.LinkSocket] goes through the states of
/// [dev.hera.broker.link.LinkState]: greeting, proving, linked, closing, closed. Until the worker
/// has proved itself it may say 4 KiB in 5 s, and only so many may try at once. Then a
/// [dev.hera.broker.link.WorkerLink] stands: to the router a [dev.hera.broker.route.Line], whose
/// `call` sends one frame and waits on the caller's own virtual thread.
///
/// One platform thread, the [dev.hera.broker.link.flow.Pulse], looks at every link fifty times a
/// second: calls past their deadline, writes that hang, workers that fell silent, credentials that
/// were taken back. Everything a worker says is checked, counted, and bounded; a worker that lies
/// or floods loses its own link and nothing else.
@NullMarked
package dev.hera.broker.link;

import org.jspecify.annotations.NullMarked;
