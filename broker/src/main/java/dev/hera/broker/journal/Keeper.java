package dev.hera.broker.journal;

import dev.hera.broker.journal.keep.DiskRoom;
import dev.hera.broker.journal.keep.Retention;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.write.Health;
import dev.hera.broker.journal.write.JournalWriter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks after the journal on a thread of its own: room on the disk each second, a sweep each
/// minute, and a line in the log while calls go unrecorded.
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int SWEEP_EVERY = 60;
    private static final int TELL_EVERY = 10;

    private final Thread thread =
            Thread.ofPlatform().name("journal-keeper").daemon().unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final JournalWriter writer;
    private final DiskRoom room;
    private final Retention retention;
    private final Counts counts;
    private final InstantSource clock;
    private int tick;
    private long told;

    Keeper(
            JournalWriter writer,
            DiskRoom room,
            Retention retention,
            Counts counts,
            InstantSource clock) {
        this.writer = writer;
        this.room = room;
        this.retention = retention;
        this.counts = counts;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                look();
            } while (!closing.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            LOG.warn("the journal's keeper was interrupted and stops");
        }
    }

    private void look() {
        try {
            writer.space(room.isLow() ? Health.LOW : Health.WELL);
            tick++;
            if (tick % TELL_EVERY == 0) {
                tell();
            }
            if (tick % SWEEP_EVERY == 0) {
                retention.sweep(clock.instant());
            }
        } catch (JournalFault fault) {
            LOG.warn("the journal was not swept: {}", fault.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("the journal's keeper hit a bug", bug);
        }
    }

    private void tell() {
        long unkept = counts.unrecorded.sum() + counts.refused.sum();
        if (unkept > told) {
            LOG.error(
                    "{} calls were not recorded since the last line: {} served, {} refused in all",
                    unkept - told,
                    counts.unrecorded.sum(),
                    counts.refused.sum());
            told = unkept;
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
