/// Who runs a call: the table of workers, and the rule that picks one and says why.
///
/// Stale and shared signals (CPU, memory, slowness, age, errors) become sampling weights; fresh
/// and private ones (own calls in flight, the load on the last answer, idle hints, silence) decide
/// the comparison. [dev.hera.broker.route.Router] gives a lease on a seat;
/// a [dev.hera.broker.route.Line] is the way to the worker, implemented elsewhere, so that
/// routing is tested without sockets.
@NullMarked
package dev.hera.broker.route;

import org.jspecify.annotations.NullMarked;
