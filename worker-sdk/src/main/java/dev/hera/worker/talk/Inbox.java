package dev.hera.worker.talk;

import dev.hera.wire.Frame;
import dev.hera.wire.codec.FrameReader;
import dev.hera.worker.socket.Received;
import dev.hera.worker.socket.Socket;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;

/// The frames of one socket, one after the other; only the reading thread.
final class Inbox {
    private final Socket socket;
    private final PendingAsks asks;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private Received.@Nullable Ended ended;
    private long heardAt = System.nanoTime();

    Inbox(Socket socket, PendingAsks asks) {
        this.socket = socket;
        this.asks = asks;
    }

    /// The next frame, waited for so long; null when none came, or none will come any more.
    @Nullable Frame next(Duration wait) throws InterruptedException {
        if (frames.isEmpty()) {
            switch (socket.receive(wait)) {
                case Received.Message message -> {
                    frames.addAll(FrameReader.read(message.bytes(), asks::kind));
                    heardAt = System.nanoTime();
                }
                case Received.Silence silence -> {}
                case Received.Ended end -> ended = end;
            }
        }
        return frames.poll();
    }

    /// How the socket ended, null while it has not.
    Received.@Nullable Ended ended() {
        return ended;
    }

    /// How long nothing was heard.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }
}
