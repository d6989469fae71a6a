package dev.hera.conformance.play;

/// How one check went.
///
/// @param name chapter and fact
/// @param fault why it failed, empty when it passed
/// @param millis how long it took
/// @param before why it failed when it was played first; empty when it was played once
public record Result(String name, String fault, long millis, String before) {
    /// Of a check that was played once.
    public Result(String name, String fault, long millis) {
        this(name, fault, millis, "");
    }

    /// Whether it is as it must be.
    public boolean passed() {
        return fault.isEmpty();
    }

    /// Whether it is as it must be only since it was played again.
    public boolean passedAgain() {
        return passed() && !before.isEmpty();
    }

    /// This, played again after that.
    Result after(Result first) {
        return new Result(name, fault, millis, first.fault());
    }
}
