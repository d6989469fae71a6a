package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.journal.flight.Reached;
import dev.hera.broker.journal.flight.Stage;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.write.Entry;
import dev.hera.broker.journal.write.JournalWriter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Ends the calls that were under way when the broker died, each with what is certain of it.
public final class Recovery {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Set<Stage> DELIVERED = Set.of(Stage.ANSWERED, Stage.UNKNOWN);

    private Recovery() {}

    /// Makes the ending that is missing.
    @FunctionalInterface
    public interface LastWord {
        /// @param status what the caller was told; 0 when nothing
        Ending of(String outcome, int status);
    }

    /// Writes the endings, and waits for them.
    ///
    /// @param found how far each call came
    /// @return how many were missing
    public static int run(
            Map<CallId, Reached> found, Shelf shelf, JournalWriter writer, LastWord endings) {
        int missing = 0;
        Entry last = null;
        for (Map.Entry<CallId, Reached> call : found.entrySet()) {
            CallId id = call.getKey();
            Reached reached = call.getValue();
            if (shelf.has(id, RecordKey.OPENING) && isMissing(id, reached, shelf)) {
                Ending ending = endings.of(reached.stage().word(), reached.status());
                last = Parts.ending(id, ending, () -> {});
                writer.push(last);
                missing++;
            }
        }
        await(last);
        return missing;
    }

    /// What the tables have of an accepted call that was delivered may be its acceptance.
    private static boolean isMissing(CallId id, Reached reached, Shelf shelf) {
        return !shelf.has(id, RecordKey.ENDING)
                || (DELIVERED.contains(reached.stage())
                        && shelf.find(id).filter(CallRecord::goesOn).isPresent());
    }

    /// What was said about calls while they ran, or before they came, and the process died before
    /// it was taken in.
    public static void settle(Marks marks, Shelf shelf, JournalWriter writer, Retention retention) {
        marks.buried()
                .forEach(
                        (id, said) -> {
                            if (shelf.has(id, RecordKey.OPENING)) {
                                Entry taken =
                                        switch (said.action()) {
                                            case PROCESSED -> Parts.settlement(id, said);
                                            case DELETE -> retention.removal(id, () -> {});
                                        };
                                writer.push(taken.with(marks.forget(id), RecordKey.LENGTH));
                            }
                        });
    }

    private static void await(@Nullable Entry last) {
        if (last != null) {
            last.awaitKept(Deadline.after(PATIENCE, System.nanoTime()));
        }
    }
}
