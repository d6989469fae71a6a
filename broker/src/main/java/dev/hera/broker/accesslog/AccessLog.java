package dev.hera.broker.accesslog;

import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/// Writes a line for each call that ended; heard on calls' threads, written by one of its own.
public final class AccessLog implements CallListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);
    private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

    private final BlockingQueue<Ended> waiting;
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Path path;
    private final UnaryOperator<String> masking;
    private final RollingFile file;
    private final Thread writer;
    private volatile boolean closed;
    private long toldAt = System.nanoTime() - TELL_AGAIN.toNanos() - 1;

    /// @param waiting most calls that wait for their line
    /// @param maxBytes how large a file may grow
    /// @param files how many to keep, with the one that is written
    /// @param masking replaces what looks like a secret in a path; on the writer's thread
    public AccessLog(
            Path path, int waiting, long maxBytes, int files, UnaryOperator<String> masking) {
        this.path = path;
        this.masking = masking;
        this.waiting = new ArrayBlockingQueue<>(waiting);
        this.file = new RollingFile(path, maxBytes, files);
        this.writer = Thread.ofPlatform().daemon().name("hera-access-log").unstarted(this::write);
    }

    /// Starts to write.
    public void start() {
        writer.start();
    }

    @Override
    public void onEnd(Ended ended) {
        if (!waiting.offer(ended)) {
            dropped.increment();
        }
    }

    /// Lines written.
    public long written() {
        return written.sum();
    }

    /// Calls without a line, because too many waited or the disk refused.
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        while (!closed || !waiting.isEmpty()) {
            try {
                Ended next = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (next != null) {
                    line(next);
                }
                if (waiting.isEmpty()) {
                    file.flush();
                }
            } catch (IOException e) {
                failed(e);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void line(Ended ended) {
        try {
            file.write(AccessLine.of(ended, masking));
            written.increment();
        } catch (IOException e) {
            dropped.increment();
            failed(e);
        }
    }

    private void failed(IOException why) {
        try {
            file.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        if (System.nanoTime() - toldAt > TELL_AGAIN.toNanos()) {
            toldAt = System.nanoTime();
            LOG.warn("no line can be written to {}; {} calls have none", path, dropped(), why);
        }
    }

    /// Writes what waits, for at most two seconds.
    @Override
    public void close() {
        closed = true;
        try {
            if (!writer.join(LAST_LINES)) {
                writer.interrupt();
                var _ = writer.join(LAST_LINES);
            }
            file.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("{} did not close", path, e);
        }
    }
}
