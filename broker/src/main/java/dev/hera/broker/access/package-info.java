/// Who may do what: callers by token, workers by credential.
///
/// A token is 256 random bits; only its SHA-256 is kept, in ZooKeeper, with its scopes.
/// [dev.hera.broker.access.Gatekeeper] judges each call against a
// [dev.hera.broker.access.TokenTable]
/// that is swapped whole when ZooKeeper's nodes change; judging takes no lock and asks nobody.
/// A [dev.hera.broker.access.WorkerCredential] is what the broker keeps of a service: a verifier,
/// never the secret, and which endpoints the service may announce.
@NullMarked
package dev.hera.broker.access;

import org.jspecify.annotations.NullMarked;
