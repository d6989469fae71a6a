/// `hera replay`: recorded calls sent again, from a shell.
///
/// [dev.hera.broker.cli.replay.ReplayCommand] asks one broker, which keeps the plan and sends the
/// calls; [dev.hera.broker.cli.replay.Reports] makes tables of its answers. A replay that is
/// followed is looked at by [dev.hera.broker.cli.replay.Follower], also while its broker is away;
/// on a terminal one line is written over: a bar, rate, done, left, differences. With `--json`
/// everything is what the broker says, for programs.
@NullMarked
package dev.hera.broker.cli.replay;

import org.jspecify.annotations.NullMarked;
