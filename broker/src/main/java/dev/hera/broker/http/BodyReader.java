package dev.hera.broker.http;

import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Refusal;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads a body within its limits of size and time, blocking the call's virtual thread.
///
/// The time limit is for the whole body: a byte now and then does not keep it alive.
public final class BodyReader {
    private static final long MOST_DISCARDED = 4 << 20;
    private static final Duration DISCARDING = Duration.ofSeconds(1);

    private final int maxBytes;
    private final Duration patience;

    /// @param maxBytes most bytes of a body
    /// @param patience how long a whole body may take to arrive
    public BodyReader(int maxBytes, Duration patience) {
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /// What was read, or why not.
    public sealed interface Body {
        /// The bytes, whole.
        @SuppressWarnings("ArrayRecordComponent") // handed over once, to one reader
        record Whole(byte[] bytes) implements Body {}

        /// Too large, too slow, or broken off.
        record Bad(Refusal refusal) implements Body {}
    }

    /// Reads the body to its end.
    public Body read(Request source) {
        long length = source.getLength();
        if (length > maxBytes) {
            discard(source);
            return tooLarge("declares " + length + " bytes");
        }
        if (length == 0) {
            return new Body.Whole(new byte[0]);
        }
        Deadline deadline = Deadline.after(patience, System.nanoTime());
        var bytes = new ByteArrayOutputStream(length > 0 ? (int) length : 512);
        Semaphore ready = new Semaphore(0);
        while (true) {
            Content.Chunk chunk = next(source, ready, deadline);
            if (chunk == null) {
                return slow(bytes.size());
            }
            Body end = take(chunk, bytes);
            if (end instanceof Body.Bad) {
                discard(source);
            }
            if (end != null) {
                return end;
            }
        }
    }

    /// Takes in what nobody will read, before the answer: a caller that writes its whole body first
    /// would otherwise find the connection closed, and no answer. At most [#MOST_DISCARDED], and
    /// not for long; nothing when the caller waits to be told to send.
    public static void discard(Request source) {
        if (source.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        Deadline deadline = Deadline.after(DISCARDING, System.nanoTime());
        Semaphore ready = new Semaphore(0);
        long left = MOST_DISCARDED;
        while (left > 0) {
            Content.Chunk chunk = next(source, ready, deadline);
            if (chunk == null) {
                return;
            }
            left -= chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                return;
            }
        }
    }

    /// What comes next, waited for; null when it does not come in time.
    private static Content.@Nullable Chunk next(
            Request source, Semaphore ready, Deadline deadline) {
        Content.Chunk chunk = source.read();
        while (chunk == null) {
            source.demand(ready::release);
            if (!arrives(ready, deadline)) {
                return null;
            }
            chunk = source.read();
        }
        return chunk;
    }

    /// Takes one chunk; the whole body when it was the last, null when more comes.
    private @Nullable Body take(Content.Chunk chunk, ByteArrayOutputStream bytes) {
        if (Content.Chunk.isFailure(chunk)) {
            return new Body.Bad(new Refusal.Malformed("the body broke off"));
        }
        ByteBuffer buffer = chunk.getByteBuffer();
        boolean last = chunk.isLast();
        if (bytes.size() + buffer.remaining() > maxBytes) {
            chunk.release();
            return tooLarge("has more");
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        chunk.release();
        if (last && bytes.size() == 0) {
            return new Body.Whole(part);
        }
        bytes.writeBytes(part);
        return last ? new Body.Whole(bytes.toByteArray()) : null;
    }

    private static boolean arrives(Semaphore ready, Deadline deadline) {
        try {
            long left = deadline.left(System.nanoTime()).toNanos();
            return ready.tryAcquire(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Body tooLarge(String much) {
        return new Body.Bad(
                new Refusal.TooLarge("the body " + much + ", allowed are " + maxBytes + " bytes"));
    }

    private Body slow(int came) {
        return new Body.Bad(
                new Refusal.Malformed(
                        "the body did not arrive in %d s, only %d bytes came"
                                .formatted(patience.toSeconds(), came)));
    }
}
