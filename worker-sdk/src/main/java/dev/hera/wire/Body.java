package dev.hera.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A body on its way: JSON that is spliced, bytes that travel as base64, or nothing.
public sealed interface Body {
    /// No body at all.
    Body NONE = new None();

    /// How many bytes the body has as the caller sees it.
    int length();

    /// The body's bytes as the caller sees them, a copy.
    byte[] toBytes();

    /// A buffer over the body itself, for a socket; the reader must not write to it.
    ByteBuffer buffer();

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

        @Override
        public ByteBuffer buffer() {
            return ByteBuffer.allocate(0);
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

        @Override
        public ByteBuffer buffer() {
            return text.buffer();
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
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes);
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
