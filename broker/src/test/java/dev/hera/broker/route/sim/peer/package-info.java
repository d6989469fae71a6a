/// The policies that Hera's rule is measured against, each rebuilt small with its published
/// parameters.
///
/// Every one sees the same calls at the same moments as Hera does, and learns only what its
/// original would: its own calls in flight, what answers bring back, reports every two seconds.
/// Prequal's probes are answered at once and for nothing, which flatters it; the others are given
/// no help and no handicap.
@NullMarked
package dev.hera.broker.route.sim.peer;

import org.jspecify.annotations.NullMarked;
