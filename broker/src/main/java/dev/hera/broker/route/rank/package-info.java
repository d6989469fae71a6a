/// The rule, pure: from what is known about workers to who runs the call, and why.
///
/// It has two halves. The slow half turns stale and shared
/// [signals][dev.hera.broker.route.rank.Signals] into
/// [factors][dev.hera.broker.route.rank.Factors], and those into
/// [odds][dev.hera.broker.route.rank.Odds], from which a worker is drawn in constant time. The
/// fast half compares the few drawn [candidates][dev.hera.broker.route.rank.Candidate] by fresh
/// and private signals; [Ranking][dev.hera.broker.route.rank.Ranking] keeps the cheapest. What
/// went into a candidate's cost are whole numbers, so that a
/// [Decision][dev.hera.broker.route.rank.Decision] read back from the record gives the same pick
/// to the last bit. Nothing here knows a line, a thread or a clock.
@NullMarked
package dev.hera.broker.route.rank;

import org.jspecify.annotations.NullMarked;
