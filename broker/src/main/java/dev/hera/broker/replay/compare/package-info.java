/// How the answers to a replay differ from those of then.
///
/// [dev.hera.broker.replay.compare.Answers] finds the differences of two recorded answers, named by
/// JSON path; what differs between two workers of the current version too is noise and says nothing
/// about the target. [dev.hera.broker.replay.compare.Findings] counts calls by the set of paths in
/// which they differ, so that a path that turns out to be noise later is taken out of what was
/// counted before, and keeps a few samples of each. Everything that grows is bounded.
@NullMarked
package dev.hera.broker.replay.compare;

import org.jspecify.annotations.NullMarked;
