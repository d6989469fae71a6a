/// Who may do what: callers by token, workers by SCRAM credential.
///
/// Both live in ZooKeeper and are watched; every change makes a new immutable
/// [dev.hera.broker.access.TokenTable] or [dev.hera.broker.access.WorkerTable], swapped whole, so
/// that a decision never waits for anything and never sees half a change.
///
/// The [dev.hera.broker.access.Gatekeeper] answers with a value. A token that was revoked and a
/// token that never was get the same answer. Of a token only its SHA-256 is kept, which is enough
/// for 256 random bits; of a worker's secret only what SCRAM needs to check it.
///
/// What a token may do is a list of [dev.hera.broker.access.Scope]s, what a worker may announce is
/// a list of [dev.hera.broker.access.Reach]es; both compare whole path segments.
@NullMarked
package dev.hera.broker.access;

import org.jspecify.annotations.NullMarked;
