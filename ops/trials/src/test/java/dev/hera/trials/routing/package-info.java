/// Routing on real processes: two brokers, six workers, and one thing at a time that goes wrong.
///
/// A [dev.hera.trials.routing.Toiler] is a process with two doors to one handler: a Hera worker,
/// and a plain HTTP server behind HAProxy's `balance leastconn`. A
/// [dev.hera.trials.routing.Crew] is six of them; a
/// [dev.hera.trials.routing.Trouble] befalls one of them at a time. `RoutingIT` sees that the
/// share of the troubled one drops and comes back; `RoutingLiveIT`, run by hand, compares what
/// callers see through either way in and writes the report.
@NullMarked
package dev.hera.trials.routing;

import org.jspecify.annotations.NullMarked;
