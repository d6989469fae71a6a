package dev.hera.broker.journal.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// What a field is compared with.
public sealed interface Operand {
    /// A text, whole.
    record Exactly(String text) implements Operand {}

    /// A text's beginning; written with `*` at its end.
    record Beginning(String text) implements Operand {}

    /// A number between two, both included: a status, a count, nanoseconds, milliseconds of time.
    record Between(long least, long most) implements Operand {
        /// Whether the number is one of them.
        public boolean has(long number) {
            return number >= least && number <= most;
        }
    }

    /// A call's id.
    record Id(UUID uuid) implements Operand {
        /// Milliseconds since 1970.
        long madeAt() {
            return uuid.getMostSignificantBits() >>> 16;
        }
    }

    /// Bytes that stand somewhere in others, compared as they are: no case folding, and JSON
    /// escapes are not undone.
    final class Part implements Operand {
        private final byte[] bytes;

        Part(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        /// Whether it stands in the bytes from the first to before the last.
        public boolean isIn(byte[] all, int from, int to) {
            byte first = bytes[0];
            int last = to - bytes.length;
            for (int at = from; at <= last; at++) {
                if (all[at] == first
                        && Arrays.equals(all, at, at + bytes.length, bytes, 0, bytes.length)) {
                    return true;
                }
            }
            return false;
        }

        boolean isIn(String text) {
            byte[] all = text.getBytes(StandardCharsets.UTF_8);
            return isIn(all, 0, all.length);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
