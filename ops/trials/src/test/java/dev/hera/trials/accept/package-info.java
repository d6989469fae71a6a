/// Accepting on real processes: what was confirmed arrives, whatever dies.
///
/// `OutageIT` stops everything behind the broker while calls are accepted, starts it again and
/// counts what arrives, at which pace, and what live calls feel of it. `RoundsIT` kills a broker, a
/// worker or RabbitMQ again and again while sources send, and holds what is in the queue against
/// what was confirmed. `AcceptancePaceIT` measures how long a confirmation takes. Each has a short
/// form that runs with all tests and asserts nothing about the machine's speed, and a long form by
/// property; the scripts are `ops/trials/outage`, `ops/trials/rounds` and `ops/bench/accept`.
@NullMarked
package dev.hera.trials.accept;

import org.jspecify.annotations.NullMarked;
