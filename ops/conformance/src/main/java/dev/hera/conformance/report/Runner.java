package dev.hera.conformance.report;

import dev.hera.conformance.play.Result;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Runs groups of checks side by side, so many at once, and reports them in their order.
public final class Runner {
    private final Semaphore places;
    private final List<Future<List<Result>>> groups = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Something that gives results.
    public interface Group {
        List<Result> run() throws InterruptedException;
    }

    /// @param atOnce how many groups run at the same time
    public Runner(int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /// Begins one more group as soon as there is a place.
    public void start(Group group) {
        groups.add(
                threads.submit(
                        () -> {
                            places.acquire();
                            try {
                                return group.run();
                            } finally {
                                places.release();
                            }
                        }));
    }

    /// Waits for every group and reports it.
    public void report(Report report) throws InterruptedException {
        for (Future<List<Result>> group : groups) {
            try {
                group.get().forEach(report::add);
            } catch (ExecutionException e) {
                report.add(new Result("the suite", "a group of checks failed: " + e.getCause(), 0));
            }
        }
        threads.shutdown();
    }
}
