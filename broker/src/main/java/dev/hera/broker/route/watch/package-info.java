/// What a broker has seen itself: how long calls take, who failed, who is idle.
///
/// [Pace][dev.hera.broker.route.watch.Pace] is an endpoint's mean execution time,
/// [Health][dev.hera.broker.route.watch.Health] what a worker's failures lead to, and
/// [IdleRing][dev.hera.broker.route.watch.IdleRing] the last few workers with a free slot.
/// Everything here is fed by the threads that carry answers, without locks: a lost sample does no
/// harm, a lost count would, so nothing here counts calls in flight.
@NullMarked
package dev.hera.broker.route.watch;

import org.jspecify.annotations.NullMarked;
