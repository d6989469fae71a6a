/// Replays on a platform of whole processes.
///
/// [dev.hera.trials.replay.Crowd] makes calls through HAProxy, so that two brokers have them on
/// record; [dev.hera.trials.replay.Notary] serves them and notes each attempt of a replay;
/// [dev.hera.trials.replay.Operator] runs `ops/hera` like a person. What the worker saw is the
/// truth that reports are held against: after an incident at noon, over a broker that is killed, at
/// a rate, and beside live calls.
///
/// Where the workers must die, or must not know what the trial knows, each is a
/// [dev.hera.trials.replay.Stall], a process that notes what it was told, opened and killed through
/// [dev.hera.trials.replay.Stalls]. [dev.hera.trials.replay.Rush] calls while they do.
@NullMarked
package dev.hera.trials.replay;

import org.jspecify.annotations.NullMarked;
