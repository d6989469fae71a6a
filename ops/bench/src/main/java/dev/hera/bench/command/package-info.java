/// The command `hera bench`.
///
/// A program of its own that `ops/hera` starts: a broker does not carry a load generator around.
/// [dev.hera.bench.command.BenchCommand] asks for one load, [dev.hera.bench.command.LoadOptions]
/// says which, and [dev.hera.bench.command.TrialText] shows what came of it, for a person or as
/// JSON.
@NullMarked
package dev.hera.bench.command;

import org.jspecify.annotations.NullMarked;
