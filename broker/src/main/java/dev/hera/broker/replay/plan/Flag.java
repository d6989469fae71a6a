package dev.hera.broker.replay.plan;

import java.util.Locale;

/// What an operator allows, or asks for besides.
public enum Flag {
    /// Calls that may have run already and are not idempotent may run once more.
    EFFECTS,
    /// Calls whose secrets were masked go out with the masks in their place.
    MASKED,
    /// Calls that an earlier replay sent to the same target are sent again.
    AGAIN,
    /// Answers are held against those of then.
    COMPARE,
    /// What handlers call is answered from the record and not run.
    HERMETIC;

    /// As an operator writes it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
