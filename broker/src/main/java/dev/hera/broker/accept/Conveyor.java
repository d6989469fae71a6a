package dev.hera.broker.accept;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.accept.keep.Entry;
import dev.hera.broker.accept.keep.KeepFault;
import dev.hera.broker.accept.keep.Shelf;
import dev.hera.broker.accept.lane.Ending;
import dev.hera.broker.accept.lane.Held;
import dev.hera.broker.accept.lane.Lane;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ruling;
import dev.hera.broker.accept.lane.Step;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.wire.accept.Delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Moves the calls of one endpoint: a virtual thread steps the lane, each delivery has its own.
///
/// Its lock guards the lane and is never held while anything is written or delivered.
final class Conveyor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conveyor.class);

    private final Station station;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Lane lane;
    private final Thread stepper;
    private Delivery rules;
    private Lane.Wish wish;
    private volatile boolean closing;

    /// What a conveyor stands on.
    ///
    /// @param shelf where its calls lie
    /// @param deliver runs a call to its end
    /// @param moved hears what became of a call, after it is written
    record Station(
            Shelf shelf, Function<Contents, Outcome> deliver, BiConsumer<Ticket, Ruling> moved) {}

    Conveyor(String endpoint, Delivery rules, Lane.Wish wish, Station station, Lane lane) {
        this.station = station;
        this.rules = rules;
        this.wish = wish;
        this.lane = lane;
        lane.rules(rules, wish, System.nanoTime());
        this.stepper = Thread.ofVirtual().name("hera-accepted " + endpoint).unstarted(this::run);
    }

    void start() {
        stepper.start();
    }

    /// A call is on disk.
    void hold(Entry entry) {
        tell(() -> lane.hold(entry.ticket(), entry.progress()));
    }

    /// The endpoint was announced, or is remembered, with these rules.
    void rules(Delivery other) {
        tell(
                () -> {
                    rules = other;
                    lane.rules(rules, wish, System.nanoTime());
                });
    }

    /// An operator's wish, written down already.
    void wish(Lane.Wish other) {
        tell(
                () -> {
                    wish = other;
                    lane.rules(rules, wish, System.nanoTime());
                });
    }

    Lane.Wish wish() {
        return ask(() -> wish);
    }

    /// A worker has come.
    void wake() {
        tell(() -> lane.wake(System.nanoTime()));
    }

    private void tell(Runnable news) {
        lock.lock();
        try {
            news.run();
            this.news.signal();
        } finally {
            lock.unlock();
        }
    }

    private <T> T ask(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    LaneView view() {
        return ask(() -> lane.view(System.nanoTime(), Instant.now()));
    }

    Duration until(double calls) {
        return ask(() -> lane.until(calls, System.nanoTime()));
    }

    List<Held> oldest(int most) {
        return ask(() -> lane.oldest(most));
    }

    List<Held> givenUp(Predicate<Held> which) {
        return ask(() -> lane.givenUp(which));
    }

    /// Sends a call that was given up again; false when that cannot be written down.
    boolean sendAgain(Held held) {
        Progress again = held.progress().sentAgain(Instant.now());
        boolean kept = station.shelf().move(held.ticket(), again);
        if (kept) {
            tell(() -> lane.sendAgain(held, again));
        }
        return kept;
    }

    /// Forgets a call that was given up; false when that cannot be written down.
    boolean forget(Held held) {
        boolean kept = station.shelf().settle(held.ticket());
        if (kept) {
            tell(() -> lane.forget(held));
        }
        return kept;
    }

    // ---- the stepper's thread --------------------------------------------------------------

    private void run() {
        while (!closing) {
            try {
                switch (step()) {
                    case Step.Deliver(Held held, Progress progress) ->
                            Thread.ofVirtual()
                                    .name("hera-delivery")
                                    .start(() -> deliver(held, progress));
                    case Step.GiveUp(Held held, Ruling.GiveUp ruling) -> conclude(held, ruling);
                    case Step.Idle _ -> {}
                }
            } catch (InterruptedException _) {
                LOG.debug("no more steps");
                return;
            }
        }
    }

    /// The next step, waiting for it.
    private Step step() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Step step = lane.next(System.nanoTime(), Instant.now());
                if (!(step instanceof Step.Idle(long nanos))) {
                    return step;
                }
                long _ = news.awaitNanos(nanos < 0 ? Long.MAX_VALUE : nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- a delivery's thread ---------------------------------------------------------------

    private void deliver(Held held, Progress progress) {
        Ending ending = ending(held.ticket(), progress);
        Ruling ruling = ask(() -> lane.rule(held, ending, Instant.now()));
        conclude(held, ruling);
    }

    private Ending ending(Ticket ticket, Progress progress) {
        try {
            if (closing || !station.shelf().move(ticket, progress)) {
                return new Ending.NotRun("the attempt could not be written down");
            }
            Contents contents =
                    station.shelf().contents(ticket, progress.attempts(), System.nanoTime());
            return Endings.of(station.deliver().apply(contents));
        } catch (KeepFault fault) {
            return new Ending.NotRun(String.valueOf(fault.getMessage()));
        } catch (JournalFault fault) {
            return new Ending.NotRun("its contents cannot be read: " + fault.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("delivery of {} failed inside the broker", ticket.id(), bug);
            return new Ending.NotRun("the broker has a fault; its log says more");
        }
    }

    /// Writes down what an ending leads to, then lets the lane go on. What cannot be written is
    /// done all the same: a new start would deliver once more, which it may.
    private void conclude(Held held, Ruling ruling) {
        Ticket ticket = held.ticket();
        boolean kept =
                switch (ruling) {
                    case Ruling.Settle _ -> station.shelf().settle(ticket);
                    case Ruling.PutBack(Progress progress) ->
                            station.shelf().move(ticket, progress);
                    case Ruling.Again(Progress progress, _) ->
                            station.shelf().move(ticket, progress);
                    case Ruling.Suspect(Progress progress) ->
                            station.shelf().move(ticket, progress);
                    case Ruling.GiveUp(Progress progress) -> station.shelf().move(ticket, progress);
                };
        if (!kept) {
            LOG.debug("what became of {} is not written down", ticket.id());
        }
        tell(() -> lane.apply(held, ruling, System.nanoTime()));
        station.moved().accept(ticket, ruling);
    }

    @Override
    public void close() {
        closing = true;
        stepper.interrupt();
    }

    /// Waits for the stepper and for deliveries that run, at most until then.
    boolean awaitIdle(long nanos) throws InterruptedException {
        stepper.join();
        while (view().inFlight() > 0 && System.nanoTime() - nanos < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return view().inFlight() == 0;
    }
}
