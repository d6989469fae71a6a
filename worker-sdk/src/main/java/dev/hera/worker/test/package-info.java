/// A Hera in a unit test.
///
/// [dev.hera.worker.test.HeraExtension] starts a ZooKeeper, brokers and the worker under test in
/// one process before the tests of a class, and gives the tests a way to call it as a caller
/// would: over HTTP, through a broker, with a token. Nothing is mocked; what passes here runs.
/// It needs the broker's jar on the test class path and JUnit, both in test scope.
///
/// [dev.hera.worker.test.HeraReplay] makes a test of each call in an export of recorded calls: a
/// [dev.hera.worker.test.ReplayedCall] is given to the worker's code and its answer held against
/// the one of then, without a platform or a network. It needs JUnit alone.
@NullMarked
package dev.hera.worker.test;

import org.jspecify.annotations.NullMarked;
