package dev.hera.broker.journal;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.keep.DiskRoom;
import dev.hera.broker.journal.keep.Retention;
import dev.hera.broker.journal.keys.KeySweep;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.write.Health;
import dev.hera.broker.journal.write.JournalWriter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Looks after the journal on two threads of its own. One sees to the room on the disk each second,
/// sweeps each minute, and writes a line in the log while calls go unrecorded; the other erases.
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int SWEEP_EVERY = 60;
    private static final int TELL_EVERY = 10;

    private final Thread thread =
            Thread.ofPlatform().name("journal-keeper").daemon().unstarted(this::run);
    private final Thread eraser =
            Thread.ofPlatform().name("journal-eraser").daemon().unstarted(this::erase);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final JournalWriter writer;
    private final DiskRoom room;
    private final Sweeping sweeping;
    private final Counts counts;
    private final InstantSource clock;
    private int tick;
    private long told;

    /// What is to be kept clean.
    ///
    /// @param live whether a call runs
    record Sweeping(Retention retention, KeySweep keys, Predicate<CallId> live) {}

    Keeper(
            JournalWriter writer,
            DiskRoom room,
            Sweeping sweeping,
            Counts counts,
            InstantSource clock) {
        this.writer = writer;
        this.room = room;
        this.sweeping = sweeping;
        this.counts = counts;
        this.clock = clock;
    }

    void start() {
        thread.start();
        eraser.start();
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
                sweeping.retention().sweep(clock.instant(), sweeping.live());
                counts.keysRemoved.add(sweeping.keys().sweep(writer::pushUnhurried));
            }
        } catch (JournalFault fault) {
            LOG.warn("the journal was not swept: {}", fault.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("the journal's keeper hit a bug", bug);
        }
    }

    /// What was done so far.
    Figures figures(int underWay) {
        Retention retention = sweeping.retention();
        return new Figures(
                writer.health(),
                writer.tally(),
                underWay,
                counts.twice.sum(),
                counts.unrecorded.sum(),
                counts.refused.sum(),
                counts.undelivered.sum(),
                retention.erased(),
                retention.toErase(),
                counts.keysRemoved.sum(),
                retention.bytes(),
                room.left());
    }

    private void erase() {
        try {
            while (!closing.await(SWEEP_EVERY, TimeUnit.SECONDS)) {
                eraseSome();
            }
        } catch (InterruptedException _) {
            LOG.warn("the journal's eraser was interrupted and stops");
        }
    }

    private void eraseSome() {
        try {
            sweeping.retention().eraseSome();
        } catch (JournalFault fault) {
            LOG.warn("what was removed is still on the disk: {}", fault.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("the journal's eraser hit a bug", bug);
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
