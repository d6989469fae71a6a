/// Calls made by workers: the third entrance to the dispatcher.
///
/// A handler that needs another endpoint asks over the link it already has.
/// [dev.hera.broker.link.remote.RemoteCalls] makes a call of the frame, holds what the worker says
/// of its parent against what this broker knows of it, and lets the dispatcher walk it like any
/// other: authorised, recorded, routed, retried here and nowhere else.
/// [dev.hera.broker.link.remote.RemoteReplies] tells the worker how it ended.
/// The root ties it to [dev.hera.broker.link.WorkerAsks].
@NullMarked
package dev.hera.broker.link.remote;

import org.jspecify.annotations.NullMarked;
