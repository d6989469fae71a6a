/// What is under way on one worker link: frames that wait to leave, calls that wait for an answer.
///
/// The [dev.hera.broker.link.flow.Outbox] is the one writer of a link: whoever adds a frame while
/// nothing is being written writes it himself, and what gathers meanwhile leaves as one batch.
/// [dev.hera.broker.link.flow.PendingCalls] matches answers to calls by link and id. A call knows
/// whether its frame has left, which is what makes "not executed" and "unknown" two honest words.
/// [dev.hera.broker.link.flow.VitalsGate] and [dev.hera.broker.link.flow.Strikes] say when a
/// worker says too much or too much nonsense, [dev.hera.broker.link.flow.Admission] when too many
/// come at once; the [dev.hera.broker.link.flow.Pulse] is the one clock. Nothing here knows the
/// handshake or the router.
@NullMarked
package dev.hera.broker.link.flow;

import org.jspecify.annotations.NullMarked;
