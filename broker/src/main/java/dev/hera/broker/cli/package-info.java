/// The command line behind `ops/hera`: one class a command, joined in
/// [dev.hera.broker.cli.HeraCommand].
///
/// A command that fails says one line on standard error and ends with a code other than 0: 1 when
/// it could not do what it was asked for, 2 when it was asked in a wrong way. `keys`, `up` and
/// `proxy` are the rooms of the larger commands, `terminal` is what all commands share. The command
/// `broker` is the root's own and is joined there.
@NullMarked
package dev.hera.broker.cli;

import org.jspecify.annotations.NullMarked;
