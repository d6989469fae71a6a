/// A Hera in a unit test.
///
/// [dev.hera.worker.test.HeraExtension] starts a ZooKeeper, brokers and the worker under test in
/// one process before the tests of a class, and gives the tests a way to call it as a caller
/// would: over HTTP, through a broker, with a token. Nothing is mocked; what passes here runs.
/// It needs the broker's jar on the test class path and JUnit, both in test scope.
@NullMarked
package dev.hera.worker.test;

import org.jspecify.annotations.NullMarked;
