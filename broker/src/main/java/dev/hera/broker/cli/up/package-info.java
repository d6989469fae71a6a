/// `ops/hera up`: a whole platform on one machine, each part a process of its own.
///
/// [dev.hera.broker.cli.up.Supervisor] starts ZooKeeper, makes the first credentials, starts
/// brokers, workers and HAProxy at once, and stops them in the opposite order. Each part has a
/// [dev.hera.broker.cli.up.PartKeeper]: one thread that starts the process, waits for its end, says
/// it in a line and starts it again after a growing pause. What a part is stands in
/// [dev.hera.broker.cli.up.Part]; which parts there are in [dev.hera.broker.cli.up.Parts].
///
/// Every part is the leader of a session of its own, so that Ctrl-C reaches the supervisor alone.
/// A supervisor that is killed cannot stop anything: a small shell (`ops/leash`) holds the reading
/// end of a pipe from it, and ends what is left when the pipe closes. That covers HAProxy and
/// workers, which know nothing of us, and needs no help from any of them.
@NullMarked
package dev.hera.broker.cli.up;

import org.jspecify.annotations.NullMarked;
