/// `hera calls`: the calls on record, from a shell.
///
/// [dev.hera.broker.cli.calls.CallsCommand] is the group,
/// [dev.hera.broker.cli.calls.ShowCommand] one call, whole: what was asked, each attempt with the
/// routing decision behind it, the end, where the time went. Both ask a broker's internal listener
/// with an admin token; any broker shows the calls of all.
@NullMarked
package dev.hera.broker.cli.calls;

import org.jspecify.annotations.NullMarked;
