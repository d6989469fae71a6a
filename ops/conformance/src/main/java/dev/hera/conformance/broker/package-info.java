/// A broker under test: scripted workers that dial it, and callers that call through it.
///
/// The mirror image of the room for workers. The broker is found in ZooKeeper as any worker finds
/// it; each check dials with a [dev.hera.conformance.broker.ScriptedWorker] of its own, announces
/// endpoints of its own, and calls them over HTTP, so that what the worker said and what the caller
/// was told can be compared. [dev.hera.conformance.broker.BrokerStage] knows the steps;
/// [dev.hera.conformance.broker.RandomTraffic] makes traffic up from a seed;
/// [dev.hera.conformance.broker.BrokerRun] runs it all.
@NullMarked
package dev.hera.conformance.broker;

import org.jspecify.annotations.NullMarked;
