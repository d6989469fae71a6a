/// A world to try the rule in: brokers, workers and calls on a simulated clock.
///
/// [dev.hera.broker.route.sim.World] plays a [dev.hera.broker.route.sim.Scenario] for any
/// [dev.hera.broker.route.sim.Policy]; one of them is the real router of each broker. Everything
/// random comes from one seed, so that a run is the same on every machine.
@NullMarked
package dev.hera.broker.route.sim;

import org.jspecify.annotations.NullMarked;
