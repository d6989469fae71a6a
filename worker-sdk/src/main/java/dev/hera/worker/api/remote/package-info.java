/// Calls that a handler makes to other endpoints, over the links its worker already has.
///
/// A [RemoteCall][dev.hera.worker.api.remote.RemoteCall] is begun with
/// [Context.call][dev.hera.worker.api.Context#call], filled, and sent: blocking, or as a future.
/// It ends as a [RemoteAnswer][dev.hera.worker.api.remote.RemoteAnswer] or a
/// [RemoteException][dev.hera.worker.api.remote.RemoteException], which says in one of the
/// platform's four words what happened. [RemoteCalls][dev.hera.worker.api.remote.RemoteCalls] are
/// all calls of one handler: none of them outlives it, and none waits longer than its caller.
/// They leave by a [Way][dev.hera.worker.api.remote.Way], behind which the links are.
@NullMarked
package dev.hera.worker.api.remote;

import org.jspecify.annotations.NullMarked;
