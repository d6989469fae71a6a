package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Pattern;
import dev.hera.conformance.script.Scope;
import dev.hera.conformance.socket.Heard;
import dev.hera.conformance.socket.RawSocket;
import dev.hera.wire.Frame;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.ReplyKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One connection to what is tested. A thread of its own reads and answers by reflex; the check's
/// thread sends, and takes what it expects in whatever order it came.
public final class Peer implements AutoCloseable {
    private static final Duration ALWAYS = Duration.ofDays(1);

    private final RawSocket socket;
    private final Reflex reflex;
    private final Map<Long, ReplyKind> asked = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<Seen> unexpected = new ArrayList<>();
    private final List<byte[]> pongs = new ArrayList<>();
    private Heard.@Nullable Ended ended;
    private @Nullable String breach;

    /// What is done at once about a message, on the reading thread.
    public interface Reflex {
        /// Whether the message is dealt with, so that no check sees it.
        boolean react(Peer peer, Seen seen);
    }

    public Peer(RawSocket socket, Reflex reflex) {
        this.socket = socket;
        this.reflex = reflex;
        Thread _ = Thread.ofVirtual().name("conformance-peer").start(this::listen);
    }

    private void listen() {
        try {
            Heard heard = socket.next(ALWAYS);
            while (!(heard instanceof Heard.Ended end)) {
                hear(heard);
                heard = socket.next(ALWAYS);
            }
            end(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(@Nullable Heard heard) {
        switch (heard) {
            case Heard.Message(Heard.Kind _, byte[] bytes) -> message(bytes);
            case Heard.Pong(byte[] bytes) -> change(() -> pongs.add(bytes));
            case Heard.Ended end -> end(end);
            case null -> {}
        }
    }

    private void end(Heard.Ended end) {
        change(() -> ended = end);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Everything must be a message of the link, and every reply one that was asked for.
    private void message(byte[] bytes) {
        long now = System.nanoTime();
        List<Frame> frames = FrameReader.read(bytes, id -> asked.getOrDefault(id, ReplyKind.NONE));
        JsonNode json;
        try {
            json = Library.JSON.readTree(bytes);
        } catch (IOException e) {
            change(() -> breach = "it sent what is not JSON: " + text(bytes));
            return;
        }
        for (int i = 0; i < frames.size(); i++) {
            Seen seen = new Seen(json.isArray() ? json.path(i) : json, frames.get(i), now);
            boolean refusal = seen.json().path("id").isNull() && seen.json().has("error");
            if (seen.frame() instanceof Frame.Malformed bad && !refusal) {
                change(() -> breach = bad.why() + ": " + text(bytes));
            }
            if (!reflex.react(this, seen)) {
                change(() -> unexpected.add(seen));
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(400, bytes.length), StandardCharsets.UTF_8);
    }

    /// Sends a message, or a batch.
    public void send(JsonNode json) {
        sendAs(Heard.Kind.BINARY, json.toString().getBytes(StandardCharsets.UTF_8), 1);
    }

    /// Sends these bytes as one message in so many frames.
    public void sendAs(Heard.Kind kind, byte[] bytes, int frames) {
        note(bytes);
        if (frames == 1) {
            socket.send(kind, bytes);
        } else {
            socket.sendInParts(kind, bytes, frames);
        }
    }

    /// Remembers what is asked, so that the codec can read the replies.
    private void note(byte[] bytes) {
        for (Frame frame : FrameReader.read(bytes, _ -> ReplyKind.NONE)) {
            switch (frame) {
                case Frame.Invoke f -> asked.put(f.id(), ReplyKind.ANSWER);
                case Frame.RemoteCall f -> asked.put(f.id(), ReplyKind.ANSWER);
                case Frame.StatusAsk f -> asked.put(f.id(), ReplyKind.STATUS);
                case Frame.Hello f -> asked.put(f.id(), ReplyKind.CHALLENGE);
                case Frame.Prove f -> asked.put(f.id(), ReplyKind.WELCOME);
                case Frame.Announce f -> asked.put(f.id(), ReplyKind.ANNOUNCED);
                case Frame.Draining f -> asked.put(f.id(), ReplyKind.ACKNOWLEDGED);
                case Frame.Settle f -> asked.put(f.id(), ReplyKind.ACKNOWLEDGED);
                case Frame.UnknownRequest f -> asked.put(f.id(), ReplyKind.NONE);
                case Frame.Reply _ -> {}
                case Frame.Note _ -> {}
                case Frame.Malformed _ -> {}
            }
        }
    }

    /// Takes the first message that fits, waited for so long.
    ///
    /// @param wanted the pattern, its variables filled in
    public Seen expect(JsonNode wanted, Scope scope, Duration within) throws InterruptedException {
        Pattern pattern = new Pattern(scope);
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (true) {
                Seen found = take(wanted, pattern);
                if (found != null) {
                    return found;
                }
                if (breach != null) {
                    throw new Mismatch("it breaks the protocol: " + breach);
                }
                if (ended != null || nanos <= 0) {
                    throw new Mismatch(missing(wanted, pattern));
                }
                nanos = news.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Seen take(JsonNode wanted, Pattern pattern) {
        for (Seen seen : unexpected) {
            if (pattern.difference(wanted, seen.json()).isEmpty()) {
                unexpected.remove(seen);
                return seen;
            }
        }
        return null;
    }

    private String missing(JsonNode wanted, Pattern pattern) {
        StringBuilder text = new StringBuilder("it did not say ").append(wanted);
        text.append(ended == null ? "" : ", but ended: " + ended);
        List<Seen> likely = new ArrayList<>(unexpected.reversed());
        likely.sort(Comparator.comparing(s -> !s.json().path("id").equals(wanted.path("id"))));
        for (Seen seen : likely.subList(0, Math.min(2, likely.size()))) {
            text.append("; it said ").append(cut(seen.json().toString()));
            text.append(" (").append(pattern.difference(wanted, seen.json())).append(')');
        }
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "...";
    }

    /// Whether such a message has come and was not taken.
    public boolean said(JsonNode wanted, Scope scope) {
        lock.lock();
        try {
            Pattern pattern = new Pattern(scope);
            return unexpected.stream()
                    .anyMatch(s -> pattern.difference(wanted, s.json()).isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /// What came and no check took.
    public List<Seen> leftovers() {
        lock.lock();
        try {
            return List.copyOf(unexpected);
        } finally {
            lock.unlock();
        }
    }

    /// How the connection ended, waited for so long; null when it has not.
    public Heard.@Nullable Ended end(Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (ended == null && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it has said something, or is cut: whether it was cut without a word.
    public boolean isCutUnheard(Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (ended == null && unexpected.isEmpty() && breach == null && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            return ended != null
                    && ended.code() == RawSocket.CUT
                    && unexpected.isEmpty()
                    && breach == null;
        } finally {
            lock.unlock();
        }
    }

    /// Pings, and waits for the same bytes to come back.
    public boolean ping(byte[] payload, Duration within) throws InterruptedException {
        socket.ping(payload);
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (pongs.stream().noneMatch(pong -> Arrays.equals(pong, payload)) && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            return nanos > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Waits a moment in which anything may come.
    public void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The socket itself, for what is not a message.
    public RawSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.cut();
    }
}
