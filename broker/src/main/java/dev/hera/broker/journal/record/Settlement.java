package dev.hera.broker.journal.record;

import java.time.Instant;

/// What became of a call after it ended, said by its worker or an operator.
///
/// @param by the service, or the operator's token id
/// @param note free text; may be empty
public record Settlement(Action action, Instant at, String by, String note) {
    /// What was said.
    public enum Action {
        /// Its work is done, nothing is left to do.
        PROCESSED,
        /// It must not be kept any longer.
        DELETE
    }
}
