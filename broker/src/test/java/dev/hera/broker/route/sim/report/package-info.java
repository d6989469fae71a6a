/// Writes the simulation's figures as the page that is kept with the code.
///
/// The page is made by the test that runs the simulation. The same seeds give the same figures,
/// so the test compares what it would write with what stands there, and fails when the rule was
/// changed and the page was not written again. Ratios are to the best peer of each cell; what
/// misses a goal is marked in the table, not left out.
@NullMarked
package dev.hera.broker.route.sim.report;

import org.jspecify.annotations.NullMarked;
