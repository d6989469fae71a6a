package dev.hera.bench;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What comes back on one connection, as its bytes arrive.
///
/// Understands answers with `Content-Length` only, which is what is measured here. Looks at single
/// bytes and makes no strings: the load must cost little beside what is measured. Belongs to the
/// thread that reads the connection.
final class Answer {
    private static final int MOST_HEAD = 16 * 1024;
    private static final int MOST = 64 * 1024 * 1024;
    private static final byte[] GOOD = ascii("http/1.1 200");
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CLOSE = ascii("connection: close");

    private final byte @Nullable [] expected;
    private ByteBuffer bytes;
    private int head;
    private int looked;
    private int whole;
    private boolean closes;

    Answer(byte @Nullable [] expected) {
        this.expected = expected;
        this.bytes = ByteBuffer.allocate(MOST_HEAD + (expected == null ? 0 : expected.length));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Takes what is there, at least one byte.
    void fill(InputStream in) throws IOException {
        int at = bytes.position();
        int read = in.read(bytes.array(), bytes.arrayOffset() + at, bytes.remaining());
        bytes.position(at + checked(read));
    }

    /// Takes what is there, perhaps nothing.
    void fill(ReadableByteChannel in) throws IOException {
        checked(in.read(bytes));
    }

    private static int checked(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("closed inside an answer");
        }
        return read;
    }

    /// Whether all of it is there.
    ///
    /// @throws IOException when it cannot be understood
    boolean isWhole() throws IOException {
        if (head == 0 && findsEnd()) {
            readHead();
        }
        if (head == 0 || bytes.position() < whole) {
            if (!bytes.hasRemaining()) {
                throw new IOException("a head of more than %d bytes".formatted(MOST_HEAD));
            }
            return false;
        }
        if (bytes.position() > whole) {
            throw new IOException("more bytes than one answer has");
        }
        return true;
    }

    /// Whether a whole answer is the one that must come: 200, and each byte of the body.
    boolean isRight() {
        byte[] all = bytes.array();
        return startsWith(0, GOOD)
                && (expected == null
                        || Arrays.equals(all, head, whole, expected, 0, expected.length));
    }

    /// Whether the server has said that it closes after this one.
    boolean isLast() {
        return closes;
    }

    /// What came instead of the right answer, for a message.
    String summary() {
        int end = Math.min(bytes.position(), 60);
        String start = new String(bytes.array(), 0, end, StandardCharsets.ISO_8859_1);
        return "%s, a body of %d bytes"
                .formatted(start.lines().findFirst().orElse(""), whole - head);
    }

    /// Ready for the next one.
    void clear() {
        bytes.clear();
        head = 0;
        looked = 0;
        whole = 0;
        closes = false;
    }

    private boolean findsEnd() {
        byte[] all = bytes.array();
        for (int at = Math.max(looked, 3); at < bytes.position(); at++) {
            if (all[at] == '\n' && all[at - 1] == '\r' && all[at - 2] == '\n') {
                head = at + 1;
                return true;
            }
        }
        looked = bytes.position();
        return false;
    }

    private void readHead() throws IOException {
        int length = -1;
        byte[] all = bytes.array();
        for (int at = 1; at < head; at++) {
            if (all[at - 1] == '\n' && startsWith(at, LENGTH)) {
                length = number(at + LENGTH.length);
            } else if (all[at - 1] == '\n' && startsWith(at, CLOSE)) {
                closes = true;
            }
        }
        if (length < 0 || length > MOST) {
            throw new IOException("an answer without Content-Length, or of more than 64 MiB");
        }
        whole = head + length;
        if (whole >= bytes.capacity()) {
            bytes = ByteBuffer.allocate(whole + 1).put(bytes.flip());
        }
    }

    private int number(int from) {
        byte[] all = bytes.array();
        int value = 0;
        for (int at = from; all[at] != '\r' && value <= MOST; at++) {
            value = all[at] == ' ' ? value : value * 10 + all[at] - '0';
        }
        return value;
    }

    /// Small letters in `word` stand for both.
    private boolean startsWith(int from, byte[] word) {
        byte[] all = bytes.array();
        for (int i = 0; i < word.length; i++) {
            byte one = from + i < bytes.position() ? all[from + i] : 0;
            if (one != word[i] && (one | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
