package dev.hera.broker.journal;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.flight.FlightBoard;
import dev.hera.broker.journal.flight.Reached;
import dev.hera.broker.journal.flight.Stage;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptAttempt;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.write.Entry;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The record of a call from its opening until its ending can be read from the tables.
///
/// Written by the call's thread, seen by any: what waits to be written is found here.
/// An accepted call that is being delivered is what it was before until the delivery has ended.
final class LiveRecord {
    private final CallRecord known;
    private final Opening opening;
    private final @Nullable Ending standing;
    private final List<String> sensitive;
    private final FlightBoard board;
    private final int place;
    private final List<KeptAttempt> attempts = new ArrayList<>(1);
    private @Nullable Entry entry;
    private Runnable unkept = () -> {};
    private volatile @Nullable Ending ending;
    private volatile @Nullable Settlement settlement;

    /// @param known what is on record already; of a new call its opening alone
    /// @param standing what is true until this part of the call has ended; null when nothing is
    /// @param sensitive JSON pointers into the answer's body
    LiveRecord(
            CallRecord known,
            @Nullable Ending standing,
            List<String> sensitive,
            FlightBoard board) {
        this.known = known;
        this.opening = known.opening();
        this.standing = standing;
        this.sensitive = sensitive;
        this.board = board;
        this.settlement = known.settlement();
        Ending before = known.ending();
        attempts.addAll(before == null ? List.of() : before.attempts());
        place = board.enter(opening.id(), standing == null ? Stage.OPENED : Stage.ACCEPTED);
    }

    CallId id() {
        return opening.id();
    }

    Opening opening() {
        return opening;
    }

    List<String> sensitive() {
        return sensitive;
    }

    /// The opening was handed to the writer.
    void handed(Entry entry) {
        this.entry = entry;
    }

    /// Runs at the call's end when its opening did not get to disk.
    void whenUnkept(Runnable then) {
        unkept = then;
    }

    boolean awaitBeforeDispatch(Deadline deadline) {
        return opening.mode() != RecordMode.AHEAD || awaitKept(deadline);
    }

    boolean awaitBeforeAnswer(Deadline deadline) {
        return opening.mode() == RecordMode.BESIDE || awaitKept(deadline);
    }

    boolean awaitKept(Deadline deadline) {
        return entry == null || entry.awaitKept(deadline);
    }

    /// A delivery that dies with its broker leaves the call as accepted as it was.
    void left() {
        if (standing == null) {
            board.left(place);
        }
    }

    void attempt(KeptAttempt attempt) {
        attempts.add(attempt);
    }

    /// What is true until the call's end; null when nothing is.
    @Nullable Ending standing() {
        return standing;
    }

    List<KeptAttempt> attempts() {
        return attempts;
    }

    /// @param status what the caller is told
    void end(Ending how, int status) {
        board.ended(place, new Reached(Stage.ended(how.outcome()), status));
        if (entry != null && !entry.isKept()) {
            unkept.run();
        }
        synchronized (this) {
            ending = how;
            notifyAll();
        }
    }

    /// Waits for the end; returns when the time is over, or the thread is interrupted, without one.
    void awaitEnd(Duration patience) {
        Deadline deadline = Deadline.after(patience, System.nanoTime());
        try {
            synchronized (this) {
                while (ending == null && !deadline.passed(System.nanoTime())) {
                    wait(deadline.left(System.nanoTime()).toMillis() + 1);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was said last; a call that must not be kept stays one.
    synchronized void settle(Settlement said) {
        if (!isUnwanted()) {
            settlement = said;
        }
    }

    /// Whether it could take its call's place; one that goes on takes the place of the part
    /// before, whose end may not be on disk yet.
    ///
    /// @param live those that run, safe for threads
    boolean takesPlace(Map<CallId, LiveRecord> live, Call call) {
        LiveRecord before = live.putIfAbsent(id(), this);
        return before == null
                || (call.goesOn() && before.hasEnded() && live.replace(id(), before, this));
    }

    boolean hasEnded() {
        return ending != null;
    }

    /// Whether it must not be kept.
    boolean isUnwanted() {
        Settlement said = settlement;
        return said != null && said.action() == Settlement.Action.DELETE;
    }

    /// Everything about it can be read from the tables.
    void written() {
        board.leave(place);
    }

    CallRecord record() {
        Ending now = ending;
        return new CallRecord(
                opening,
                now == null ? standing : now,
                settlement,
                known.undelivered(),
                known.sequence());
    }
}
