package dev.hera.broker.link.flow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The one platform thread that looks after all links; it never blocks and never dies of a fault.
public final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration BEAT = Duration.ofMillis(20);

    private final LongConsumer work;
    private final LongSupplier nanos;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("hera-pulse").daemon().unstarted(this::run);

    /// @param work what is done at every beat, given the time
    public Pulse(LongConsumer work, LongSupplier nanos) {
        this.work = work;
        this.nanos = nanos;
    }

    /// Begins to beat.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException _) {
            LOG.debug("the pulse was interrupted");
        }
    }

    private void beat() {
        try {
            work.accept(nanos.getAsLong());
        } catch (RuntimeException e) {
            LOG.error("a beat of the pulse failed", e);
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
