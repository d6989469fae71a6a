/// A worker program under test: a scripted broker for every check.
///
/// The program is started as a process of its own and told by environment variables where
/// ZooKeeper is and what its secret is, as in production; it is never touched otherwise. Each check
/// registers a [dev.hera.conformance.worker.ScriptedBroker] of its own in a real ZooKeeper, which
/// the worker must find, dial and greet, so that checks run side by side and a link that a check
/// ruins is nobody else's. [dev.hera.conformance.worker.WorkerStage] knows the steps;
/// [dev.hera.conformance.worker.RandomCalls] makes conversations up from a seed;
/// [dev.hera.conformance.worker.WorkerRun] runs it all. The scripted broker shares the codec with
/// the real one, and nothing else.
@NullMarked
package dev.hera.conformance.worker;

import org.jspecify.annotations.NullMarked;
