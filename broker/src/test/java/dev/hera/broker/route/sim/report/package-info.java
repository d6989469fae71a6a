/// The figures of the simulation side by side, and the document that is made of them.
@NullMarked
package dev.hera.broker.route.sim.report;

import org.jspecify.annotations.NullMarked;
