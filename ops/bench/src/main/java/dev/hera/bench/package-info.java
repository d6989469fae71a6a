/// A load on a server, and what came of it.
///
/// [dev.hera.bench.Generator] makes it. In an [dev.hera.bench.OpenLoop] every call has its moment
/// and is counted from there, so that a stall is not hidden by callers that wait; a
/// [dev.hera.bench.ClosedLoop] asks for as much as a server can do. [dev.hera.bench.Trial] adds
/// what the processes of the server spent, and whether the figures count. `ops/hera bench` is this
/// for a person.
///
/// [dev.hera.bench.PlainServer] is what a team would write without a platform: one Javalin server
/// that does the same work.
@NullMarked
package dev.hera.bench;

import org.jspecify.annotations.NullMarked;
