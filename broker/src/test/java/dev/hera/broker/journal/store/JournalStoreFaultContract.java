package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.Faults;
import dev.hera.broker.journal.log.InMemory;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What every store promises when something under it fails: in a run that opens, appends, erases
/// and closes, one operation after the other is made to fail, until a run has no such operation.
abstract class JournalStoreFaultContract {
    private static final int STEPS = 12;
    private static final int ERASURES = 3;

    /// The step that deletes.
    private static final int DELETING = 7;

    @TempDir(factory = InMemory.class)
    Path folder;

    /// Opens a store; what the faults hit goes wrong in it.
    abstract JournalStore open(Path folder, Faults faults);

    /// How many operations there are at least from a start to a close in [#play].
    abstract int fewestOperations();

    @ParameterizedTest
    @ValueSource(strings = {"Input/output error", "No space left on device"})
    void whicheverOperationFailsNothingKeptIsLostOrInvented(String words) {
        eachFails(words, this::play);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Input/output error", "No space left on device"})
    void whicheverOperationFailsBesideAnEraserNothingKeptIsLostOrInvented(String words) {
        eachFails(words, this::playBesideAnEraser);
    }

    /// One run.
    private interface Run {
        void play(Path place, Faults faults, Diary diary);
    }

    private void eachFails(String words, Run run) {
        int n = 0;
        Faults faults;
        do {
            n++;
            Path place = folder.resolve(words.substring(0, 2) + n);
            faults = new Faults(n, words);
            Diary diary = new Diary(n);
            run.play(place, faults, diary);
            String when = "operation %d (%s)".formatted(n, faults.hit());
            try (JournalStore store = open(place, Faults.none())) {
                diary.compare(store, when);
                diary.compareNumbers(store, when);
                assertEquals(List.of(), store.recovered().lost(), when);
                diary.append(store, store.recovered().next());
                diary.compare(store, when);
            }
        } while (faults.hit() != null);
        assertTrue(n > fewestOperations(), "only " + n + " operations");
    }

    private void play(Path place, Faults faults, Diary diary) {
        try (JournalStore store = open(place, faults)) {
            long next = store.recovered().next();
            for (int i = 0; i < STEPS; i++) {
                next = step(store, next, i, diary);
                if (i == DELETING) {
                    erase(store, faults);
                }
            }
        } catch (JournalFault e) {
            assertNotNull(faults.hit(), () -> "nothing was hit, but: " + e);
        }
    }

    private void playBesideAnEraser(Path place, Faults faults, Diary diary) {
        try (JournalStore store = open(place, faults)) {
            FutureTask<Integer> eraser = new FutureTask<>(() -> eraseOften(store, faults));
            Thread.ofPlatform().start(eraser);
            try {
                long next = store.recovered().next();
                for (int i = 0; i < STEPS; i++) {
                    next = step(store, next, i, diary);
                }
            } finally {
                assertEquals(ERASURES, ended(eraser));
            }
        } catch (JournalFault e) {
            assertNotNull(faults.hit(), () -> "nothing was hit, but: " + e);
        }
    }

    private static int eraseOften(JournalStore store, Faults faults) {
        int times = 0;
        while (times < ERASURES) {
            erase(store, faults);
            times++;
        }
        return times;
    }

    private static int ended(FutureTask<Integer> eraser) {
        try {
            return eraser.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the eraser did not end well", e);
        }
    }

    /// What it could not erase stays out of sight, and on the disk.
    private static void erase(JournalStore store, Faults faults) {
        try {
            store.erase(Table.CALLS, Diary.FIRST, Diary.LAST);
        } catch (JournalFault e) {
            assertNotNull(faults.hit(), () -> "nothing was hit, but: " + e);
        }
    }

    /// One batch; a store that is full is revived, from any other fault no way leads
    /// back.
    private static long step(JournalStore store, long next, int number, Diary diary) {
        try {
            if (number == DELETING) {
                diary.delete(store, next);
                return next + 1;
            }
            diary.append(store, next);
            return next + 3;
        } catch (JournalFault fault) {
            int told = diary.told();
            JournalFault again = assertThrows(JournalFault.class, () -> diary.append(store, next));
            assertEquals(fault.kind(), again.kind());
            assertEquals(told, diary.told());
            if (fault.kind() != Kind.FULL) {
                assertThrows(JournalFault.class, store::revive);
                throw fault;
            }
            store.revive();
            diary.compareNumbers(store, "revived");
            diary.compare(store, "revived after " + fault.getMessage());
            return store.recovered().next();
        }
    }
}
