/// What is measured, as processes.
///
/// A [dev.hera.bench.stand.Contestant] is a server that answers `POST /0/echo` with the body, with
/// or without something in front; [dev.hera.bench.stand.Stage] starts one, and
/// [dev.hera.bench.stand.Standing] is one that runs: where its calls go, and which processes to
/// watch. Everything listens on this machine only, in a folder and on ports of its own, and ends
/// with the one that started it.
@NullMarked
package dev.hera.bench.stand;

import org.jspecify.annotations.NullMarked;
