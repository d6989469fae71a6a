package dev.hera.broker.call.event;

/// Hears of calls as they end, on their threads, before their callers know: what a caller was told
/// is counted already. Must be quick, must not block, must not throw.
public interface CallListener {
    /// A call ended: each call is heard of once, also one that a door turned away.
    void onEnd(Ended ended);
}
