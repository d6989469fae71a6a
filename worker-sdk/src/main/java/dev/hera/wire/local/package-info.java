/// The one thing the SDK asks of a broker's jar besides the link: a whole Hera in this process.
///
/// A worker's author tests against real brokers and a real ZooKeeper without a second process.
/// The SDK cannot know the broker (the broker knows the SDK's `wire`), so the broker's jar, when
/// it is on the test class path, offers a [dev.hera.wire.local.LocalHera.Starter] through
/// `java.util.ServiceLoader`, and the JUnit extension in `dev.hera.worker.test` takes it.
@NullMarked
package dev.hera.wire.local;

import org.jspecify.annotations.NullMarked;
