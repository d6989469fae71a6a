/// Everyone that the rule is measured against, rebuilt small, with the parameters they publish.
///
/// Each keeps to what its broker knows; where one gets more than it would in life, its comment
/// says so.
@NullMarked
package dev.hera.broker.route.sim.peer;

import org.jspecify.annotations.NullMarked;
