package dev.hera.broker.journal.log;

import org.jspecify.annotations.Nullable;

/// The store does not do what it must; the message says what, with numbers, and what to do.
public final class JournalFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /// What can be done about it.
    public enum Kind {
        /// No space: stop taking calls, go on when there is space again.
        FULL,
        /// A write or a sync failed: what is on disk is not known until the next start.
        FAILED,
        /// Something kept is gone or changed.
        DAMAGED,
        /// Not ours, or of a format that this version does not read, or open to others.
        FOREIGN,
        /// Another process owns it.
        TAKEN
    }

    public JournalFault(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public JournalFault(Kind kind, String message) {
        this(kind, message, null);
    }

    /// Never null.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /// What can be done about it.
    public Kind kind() {
        return kind;
    }
}
