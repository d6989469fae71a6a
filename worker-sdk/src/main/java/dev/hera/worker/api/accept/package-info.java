/// Words for endpoints that confirm at once and are delivered later.
///
/// [dev.hera.worker.api.accept.Accepting] is said to an endpoint's options; it is announced with
/// the endpoint, and brokers act on it while no worker is there. Nothing of it is code: what is
/// checked and changed before the write is declared. Retries, pace, order and the shadow are here
/// too; [dev.hera.worker.api.accept.Retried] names the ends that are tried again.
@NullMarked
package dev.hera.worker.api.accept;

import org.jspecify.annotations.NullMarked;
