package dev.hera.broker.replay;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.replay.keep.Phase;
import dev.hera.broker.replay.keep.Progress;
import dev.hera.broker.replay.keep.ReplayFolder;
import dev.hera.broker.replay.plan.Ids;
import dev.hera.broker.replay.plan.Plan;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.aim.Spare;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Sends the calls of one replay: a virtual thread keeps the beat, each call has its own.
///
/// Its lock guards everything that changes, and is never held while a call is sent or a file is
/// written.
final class Run implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /// Calls that may have ended behind one that has not.
    private static final int WINDOW = 10_000;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long KEEP_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private final Ground ground;
    private final ReplayFolder folder;
    private final Plan plan;
    private final Ids ids;
    private final int starts;
    private final String startedAt;
    private final Errands errands;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Thread keeper;
    private final Beat beat;
    private final Headroom headroom;
    private final Tally tally;
    private Phase phase;
    private String endedAt = "";
    private String waitsFor = "";
    private boolean told;
    private int next;
    private int inFlight;
    private long lookedAt = System.nanoTime() - TICK;
    private volatile boolean closing;

    /// @param before as it was kept: running or paused
    Run(Ground ground, ReplayFolder folder, Plan plan, Ids ids, Progress before) {
        this.ground = ground;
        this.folder = folder;
        this.plan = plan;
        this.ids = ids;
        starts = before.starts() + 1;
        startedAt = before.startedAt();
        errands = new Errands(ground, plan, Instant.parse(startedAt), starts);
        beat = new Beat(before.perSecond());
        headroom = new Headroom(plan.wanted().inFlight(), before.perSecond());
        tally = new Tally(before);
        phase = before.phase();
        next = before.cursor();
        keeper = Thread.ofVirtual().name("hera-replay " + plan.id()).unstarted(this::run);
    }

    void start() {
        keeper.start();
    }

    /// Whether it still has something to do.
    boolean isOver() {
        return !keeper.isAlive();
    }

    /// Changes the phase of one that is not over; false when it is.
    boolean turn(Phase other) {
        lock.lock();
        try {
            if (phase.isOver() || isOver()) {
                return false;
            }
            phase = other;
            beat.rest();
            tell();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Changes the rate of one that is not over; false when it is.
    boolean rate(double perSecond) {
        return ask(
                () -> {
                    if (phase.isOver()) {
                        return false;
                    }
                    beat.rate(perSecond);
                    headroom.rate(perSecond);
                    tell();
                    return true;
                });
    }

    ReplayView view() {
        return ask(() -> new ReplayView(plan, progress(), inFlight, headroom.allowed(), waitsFor));
    }

    private Progress progress() {
        return new Progress(
                phase,
                startedAt,
                endedAt,
                tally.cursor(),
                starts,
                tally.counts(),
                beat.perSecond(),
                tally.found());
    }

    // ---- the keeper's thread ---------------------------------------------------------------

    private void run() {
        long keptAt = System.nanoTime();
        keep();
        try {
            while (!closing && !isEnded()) {
                step();
                if (System.nanoTime() - keptAt > KEEP_EVERY) {
                    keep();
                    keptAt = System.nanoTime();
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("replay {} stops", plan.id());
        }
        keep();
    }

    /// Whether the last call has ended, or the last that was under way when it was cancelled.
    private boolean isEnded() {
        lock.lock();
        try {
            if (phase == Phase.RUNNING && tally.cursor() == ids.size()) {
                phase = Phase.DONE;
            }
            boolean ended = phase.isOver() && inFlight == 0;
            endedAt = ended ? ground.ids().now().toString() : "";
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// Sends what is due, or waits a little, less when there is news.
    private void step() throws InterruptedException {
        lock.lock();
        try {
            long wait = sent(System.nanoTime());
            while (wait > 0 && !told) {
                wait = news.awaitNanos(wait);
            }
            told = false;
        } finally {
            lock.unlock();
        }
    }

    /// Sends one call when it may; how long to wait when not, at most.
    private long sent(long now) {
        if (now - lookedAt >= TICK) {
            lookedAt = now;
            headroom.look(spare(), inFlight);
        }
        long wait = hindrance(now);
        if (wait == 0) {
            beat.sent(now);
            int place = next;
            next++;
            inFlight++;
            Thread.ofVirtual().name("hera-replayed").start(() -> replay(place));
        }
        return wait;
    }

    private void tell() {
        told = true;
        news.signal();
    }

    private Spare spare() {
        Set<String> endpoints = plan.forecast().endpoints().keySet();
        Optional<Aim> aim = errands.aim();
        return aim.isEmpty() ? Spare.NONE : ground.router().spare(endpoints, aim.get());
    }

    /// How long nothing can be sent, at most; 0 when a call can.
    private long hindrance(long now) {
        waitsFor = "";
        if (phase != Phase.RUNNING || next == ids.size()) {
            return TICK;
        }
        if (next - tally.cursor() >= WINDOW) {
            waitsFor = "call " + ids.at(tally.cursor()) + ", which has not ended";
            return TICK;
        }
        if (inFlight >= headroom.allowed()) {
            waitsFor = headroom.allowed() == 0 ? "room beside live calls" : "calls under way";
            return TICK;
        }
        return beat.untilDue(now);
    }

    private void keep() {
        try {
            folder.keep(plan.id(), view().progress());
        } catch (UncheckedIOException e) {
            LOG.warn("{}: after a kill it would go on from earlier", e.getMessage(), e);
        }
    }

    // ---- a call's thread -------------------------------------------------------------------

    private void replay(int place) {
        Result result = new Result("unknown", "", "", null);
        try {
            result = errands.run(place, ids.at(place), this::isGoing, this::noise);
        } catch (JournalFault fault) {
            LOG.warn("call {} cannot be replayed: {}", ids.at(place), fault.getMessage());
            result = new Result("not-executed", "", "", null);
        } catch (RuntimeException bug) {
            LOG.error("replay of {} failed inside the broker", ids.at(place), bug);
        } finally {
            ended(place, result);
        }
    }

    private boolean isGoing() {
        return ask(() -> !closing && !phase.isOver());
    }

    private Set<String> noise(String endpoint) {
        return ask(() -> tally.noise(endpoint));
    }

    private <T> T ask(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /// What ended while the broker stops is not counted: the next start finds it in the journal.
    private void ended(int place, Result result) {
        lock.lock();
        try {
            inFlight--;
            if (!closing) {
                tally.ended(place, result);
            }
            tell();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
    }
}
