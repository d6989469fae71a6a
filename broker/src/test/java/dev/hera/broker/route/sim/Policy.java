package dev.hera.broker.route.sim;

/// A way to choose workers, as seen by the simulated world; one object stands for all brokers, but
/// each broker's part must use only what that broker knows.
public interface Policy {
    /// The worker for a job.
    int pick(Job job, double now);

    /// The job ended at its worker, well or not, and the broker knows it now.
    default void done(Job job, double now) {}

    /// A worker's periodic report, every two seconds.
    default void report(Report report, double now) {}

    /// A report at once, because a threshold was crossed.
    default void alarm(Report report, double now) {}

    /// A worker came.
    default void joined(int worker, double now) {}

    /// A worker says that it will go.
    default void draining(int worker, double now) {}

    /// A worker went.
    default void left(int worker, double now) {}

    /// Whether workers may refuse this policy's calls when they have twice what they can run.
    default boolean takesRefusals() {
        return false;
    }

    /// A worker refused; true when the policy wants to choose again, false to insist.
    default boolean refused(Job job, double now) {
        return false;
    }

    /// What a worker reports.
    ///
    /// @param uptime in seconds, by the worker's own clock
    /// @param callsPerSecond since the last report
    /// @param errorsPerSecond since the last report
    record Report(
            int worker,
            double uptime,
            double cpu,
            double memory,
            int inFlight,
            double callsPerSecond,
            double errorsPerSecond) {}
}
