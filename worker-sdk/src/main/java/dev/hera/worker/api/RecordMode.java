package dev.hera.worker.api;

/// How the calls of an endpoint are kept by the platform.
public enum RecordMode {
    /// Counted, not kept.
    OFF,
    /// Written without waiting.
    BESIDE,
    /// The answer waits until the call is on disk; the default.
    DURABLE,
    /// The call is on disk before the worker sees it.
    AHEAD
}
