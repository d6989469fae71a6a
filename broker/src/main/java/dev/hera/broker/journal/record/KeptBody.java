package dev.hera.broker.journal.record;

import dev.hera.wire.Body;

/// A body as it is kept: whole, or what it was is said; never cut off.
public sealed interface KeptBody {
    /// No body at all.
    KeptBody NONE = new None();

    /// Bytes that the body had.
    long length();

    /// No body at all.
    record None() implements KeptBody {
        @Override
        public long length() {
            return 0;
        }
    }

    /// The body.
    ///
    /// @param masked whether something secret in it was replaced by a token
    record Whole(Body body, boolean masked) implements KeptBody {
        @Override
        public long length() {
            return body.length();
        }
    }

    /// Too large to lie beside the rest; `Journal.find` puts it in its place.
    ///
    /// @param json whether it is a JSON value
    record Apart(long length, boolean json, boolean masked) implements KeptBody {}

    /// Over the limit and not kept.
    ///
    /// @param sha256 of the body as it came, 64 hexadecimal digits
    record TooLarge(long length, String sha256) implements KeptBody {}
}
