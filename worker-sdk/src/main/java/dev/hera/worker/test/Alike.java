package dev.hera.worker.test;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/// Kinds of texts that differ from run to run and mean nothing by it.
public enum Alike {
    /// Moments with an offset, ISO 8601: `2026-11-20T12:00:00Z`.
    TIME {
        @Override
        boolean is(String text) {
            try {
                return text.length() > 15 && OffsetDateTime.parse(text) != null;
            } catch (DateTimeException e) {
                return false;
            }
        }
    },
    /// UUIDs of any version.
    UUID {
        @Override
        boolean is(String text) {
            try {
                return text.length() == 36 && java.util.UUID.fromString(text) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    };

    abstract boolean is(String text);
}
