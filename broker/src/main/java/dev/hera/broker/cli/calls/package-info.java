/// `hera calls`: the calls on record, from a shell.
///
/// [dev.hera.broker.cli.calls.CallsCommand] is the group. A filter finds calls for
/// [dev.hera.broker.cli.calls.ListCommand], [dev.hera.broker.cli.calls.TailCommand],
/// [dev.hera.broker.cli.calls.CountCommand] and what an
/// [dev.hera.broker.cli.calls.ActCommand] does to all of them;
/// [dev.hera.broker.cli.calls.ExportCommand] writes calls whole into one
/// [file][dev.hera.broker.cli.calls.ExportFile];
/// [dev.hera.broker.cli.calls.FieldsCommand] says what it may ask about.
/// [dev.hera.broker.cli.calls.ShowCommand] one call, whole: what was asked, each attempt with the
/// routing decision behind it, the end, where the time went. Both ask a broker's internal listener
/// with an admin token; any broker shows the calls of all.
@NullMarked
package dev.hera.broker.cli.calls;

import org.jspecify.annotations.NullMarked;
