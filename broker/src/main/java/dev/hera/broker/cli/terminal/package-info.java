/// What every command says and asks in the same way.
///
/// [dev.hera.broker.cli.terminal.Failure] is the one line of a command that failed,
/// [dev.hera.broker.cli.terminal.Printed] is what a command found, as a table for a person or as
/// JSON for a program; [dev.hera.broker.cli.terminal.ZooKeeperOption] and
/// [dev.hera.broker.cli.terminal.BrokerOption] are the two doors a command goes in by. Commands
/// write what they found to standard output and everything else to standard error.
@NullMarked
package dev.hera.broker.cli.terminal;

import org.jspecify.annotations.NullMarked;
