/// `hera replay`: recorded calls sent again, from a shell.
///
/// [dev.hera.broker.cli.replay.ReplayCommand] asks one broker, which replays what it has recorded
/// itself; [dev.hera.broker.cli.replay.Reports] makes tables of its answers. On a terminal a replay
/// that is followed shows one line that is written over: rate, done, left, differences. With
/// `--json` everything is what the broker says, for programs.
@NullMarked
package dev.hera.broker.cli.replay;

import org.jspecify.annotations.NullMarked;
