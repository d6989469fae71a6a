package dev.hera.worker.api.accept;

/// Ends of a delivery that may be tried again.
public enum Retried {
    /// It left for a worker and no usable answer came; it may have run.
    UNKNOWN,
    /// The handler failed or answered with 5xx.
    FAILED,
    /// The handler answered with 408, 425 or 429.
    PUT_OFF,
    /// The handler answered with any other 4xx.
    REFUSED
}
