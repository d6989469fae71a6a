/// Who is meant, and what they could take.
///
/// An [dev.hera.broker.route.aim.Aim] says which workers may run a call: those of a role, of one
/// service, or one alone; callers' calls are aimed at all live ones. A
/// [dev.hera.broker.route.aim.Spare] is what those who are aimed at could take besides what they
/// run now, for whoever sends calls that can wait. Both are immutable values.
@NullMarked
package dev.hera.broker.route.aim;

import org.jspecify.annotations.NullMarked;
