/// A check while it runs: steps in order, on connections that answer by reflex what a check does
/// not care about.
///
/// [dev.hera.conformance.play.Play] knows the steps that both sides share: send, expect, close. A
/// [dev.hera.conformance.play.Stage] is what stands around it, a scripted broker for a worker or a
/// scripted worker for a broker, and brings steps of its own. A
/// [dev.hera.conformance.play.Peer] is one connection to what is tested: it reads every message
/// with the codec of the contract, so that nothing malformed passes unseen. What is not as it
/// should be is a [dev.hera.conformance.play.Mismatch], whose text is the check's result.
@NullMarked
package dev.hera.conformance.play;

import org.jspecify.annotations.NullMarked;
