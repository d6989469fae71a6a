package dev.hera.broker.journal.find;

/// Which way calls are looked through; within a millisecond they stand in no special order.
public enum Order {
    /// As people look.
    NEWEST_FIRST,
    /// As they came.
    OLDEST_FIRST
}
