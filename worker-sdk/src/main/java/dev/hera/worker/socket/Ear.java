package dev.hera.worker.socket;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Gathers the parts of messages on the client's threads, and never blocks them.
///
/// The queue is bounded by demand: the network is asked for another message only when one was
/// taken, so at most [#WINDOW] messages and the end wait in it. The client calls one method at a
/// time, so the half-gathered message needs no lock.
final class Ear implements WebSocket.Listener {
    /// Whole messages that may wait to be taken.
    static final int WINDOW = 4;

    static final int NO_CODE = 1006;
    static final int TOO_LARGE = 4009;

    private final BlockingQueue<Received> heard = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private volatile int limit;

    /// When the next silence will be heard at the latest; the receiving thread's own.
    private long silenceAt = System.nanoTime();

    private volatile Received.@Nullable Ended ended;

    Ear(int limit) {
        this.limit = limit;
    }

    void limit(int bytes) {
        limit = bytes;
    }

    /// The next of what is heard; silence when there is nothing for so long, or sooner. One thread.
    Received next(Duration wait) throws InterruptedException {
        Received next = heard.poll();
        if (next == null) {
            promiseSilence(wait);
            next = heard.take();
        }
        Received.Ended end = ended;
        return next instanceof Received.Silence && end != null && heard.isEmpty() ? end : next;
    }

    /// One timer for many waits: with a time to each of them, a virtual thread wakes the timer's
    /// thread twice a message.
    private void promiseSilence(Duration wait) {
        long now = System.nanoTime();
        if (silenceAt - now <= 0 || silenceAt - now > wait.toNanos()) {
            silenceAt = now + wait.toNanos();
            CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::nudge);
        }
    }

    /// Notes the end once; the first reason stands.
    void end(int code, String why) {
        synchronized (parts) {
            if (ended == null) {
                ended = new Received.Ended(code, why);
                heard.add(ended);
            }
        }
    }

    void nudge() {
        heard.add(Received.SILENCE);
    }

    boolean isEnded() {
        return ended != null;
    }

    @Override
    public void onOpen(WebSocket socket) {
        socket.request(WINDOW);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        gather(socket, bytes, last);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        gather(socket, part.toString().getBytes(StandardCharsets.UTF_8), last);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end(NO_CODE, Dialler.inWords(error));
    }

    private void gather(WebSocket socket, byte[] part, boolean last) {
        if (parts.size() + part.length > limit) {
            end(TOO_LARGE, "a message of more than " + limit + " bytes");
            socket.abort();
            return;
        }
        if (!last) {
            parts.writeBytes(part);
            socket.request(1);
        } else if (parts.size() == 0) {
            heard.add(new Received.Message(part));
        } else {
            parts.writeBytes(part);
            heard.add(new Received.Message(parts.toByteArray()));
            parts.reset();
        }
    }
}
