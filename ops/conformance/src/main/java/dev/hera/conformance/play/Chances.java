package dev.hera.conformance.play;

import dev.hera.conformance.script.Script;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A check that fails is played once more, a few in a run: a machine that stands still for a second
/// ends a call that the check wanted to see running. A fault of the program fails both times, or in
/// more checks than that; what passed only then is told. Any thread.
public final class Chances {
    /// How many checks of one run are played again.
    public static final int MOST = 5;

    private final AtomicInteger left = new AtomicInteger(MOST);

    /// Plays one check from its beginning.
    public interface Once {
        Result play() throws InterruptedException;
    }

    /// The check's result, the second one where there was a second.
    public Result play(Once check) throws InterruptedException {
        Result first = check.play();
        if (first.passed() || left.getAndDecrement() <= 0) {
            return first;
        }
        return check.play().after(first);
    }

    /// Plays these one after the other, and closes the rows.
    public List<Result> playAll(Rows rows, List<Script> group) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (rows) {
            for (Script script : group) {
                results.add(play(() -> rows.play(script)));
            }
        }
        return results;
    }
}
