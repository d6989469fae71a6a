package dev.hera.conformance.play;

/// How one check went.
///
/// @param name chapter and fact
/// @param fault why it failed, empty when it passed
/// @param millis how long it took
public record Result(String name, String fault, long millis) {
    /// Whether it is as it must be.
    public boolean passed() {
        return fault.isEmpty();
    }
}
