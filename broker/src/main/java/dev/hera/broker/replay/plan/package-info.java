/// What is to be replayed, and what that would mean.
///
/// [dev.hera.broker.replay.plan.Wanted] is what an operator asks for;
/// [dev.hera.broker.replay.plan.Planner] looks at every call that it selects, judges each with
/// [dev.hera.broker.replay.plan.Fitness], and makes a [dev.hera.broker.replay.plan.Plan] of it: the
/// calls in their order and a [dev.hera.broker.replay.plan.Forecast]. A plan changes nothing; what
/// was selected then stays selected, whatever is recorded meanwhile.
@NullMarked
package dev.hera.broker.replay.plan;

import org.jspecify.annotations.NullMarked;
