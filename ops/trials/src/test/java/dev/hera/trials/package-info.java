/// Trials: the whole platform as processes, under load, while something breaks.
///
/// [dev.hera.trials.Platform] is `ops/hera up` in a folder and on ports of its own;
/// [dev.hera.trials.Traffic] calls it at a steady rate and keeps every result, so that a trial
/// can say how many calls failed, when, and what the caller was told. Each trial says how many
/// calls it made: a trial in which too little happened is void, and a void trial fails.
/// Everything stays on the loopback address, every wait has an end, and only processes that the
/// trial started are ever signalled, by their ids.
@NullMarked
package dev.hera.trials;

import org.jspecify.annotations.NullMarked;
