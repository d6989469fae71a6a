package dev.hera.broker.call;

/// Hears of calls as they end; must be quick, must not block, must not throw.
public interface CallListener {
    /// A call ended.
    ///
    /// @param endpoint the announced name, or empty when none matched
    void onEnd(Call call, Caller caller, String endpoint, Outcome outcome);
}
