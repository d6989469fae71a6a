package dev.hera.wire;

import java.util.Arrays;

/// A body on its way: JSON that is spliced, bytes that travel as base64, or nothing.
public sealed interface Body {
    /// No body at all.
    Body NONE = new None();

    /// How many bytes the body has as the caller sees it.
    int length();

    /// The body's bytes as the caller sees them, a copy.
    byte[] toBytes();

    /// No body at all.
    record None() implements Body {
        @Override
        public int length() {
            return 0;
        }

        @Override
        public byte[] toBytes() {
            return new byte[0];
        }
    }

    /// A proved JSON value.
    record Json(JsonText text) implements Body {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public byte[] toBytes() {
            return text.toBytes();
        }
    }

    /// Anything else; the array is handed over and nobody writes to it afterwards.
    final class Binary implements Body {
        private final byte[] bytes;

        public Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public byte[] toBytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }
}
