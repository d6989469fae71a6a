package dev.hera.worker.scripted;

/// How a scripted broker behaves while it is greeted.
public enum Manners {
    /// As the protocol says.
    POLITE,
    /// Hears and says nothing.
    SILENT,
    /// Accepts any proof, and shows a wrong one.
    LYING,
    /// Sends a call before it proved itself.
    HASTY,
    /// Batches its welcome with the first call.
    BRISK,
    /// Answers the first message with more than a stranger may say.
    BOASTING,
    /// Refuses every handshake with 503 and asks to be left alone for a second.
    FULL
}
