package dev.hera.worker.api.record;

import java.util.Locale;

/// How the record of a call is closed.
public enum SettleAs {
    /// Done with: the record stays, and nobody takes it for unprocessed any more.
    PROCESSED,
    /// The record vanishes, with body and answer.
    DELETE;

    /// The word on the link.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
