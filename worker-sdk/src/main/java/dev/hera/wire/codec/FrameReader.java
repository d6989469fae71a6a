package dev.hera.wire.codec;

import dev.hera.wire.Frame;

import java.util.List;
import java.util.function.LongFunction;

/// Reads WebSocket messages into frames.
public final class FrameReader {
    private FrameReader() {}

    /// Reads one message, single or batch. Never throws for what the bytes say: what breaks the
    /// protocol comes back as [Frame.Malformed].
    ///
    /// @param message UTF-8 JSON; handed over, carried bodies are windows into it
    /// @param waiting which reply the given id of ours waits for, [ReplyKind#NONE] for none
    public static List<Frame> read(byte[] message, LongFunction<ReplyKind> waiting) {
        throw new UnsupportedOperationException("coming: " + message.length + waiting);
    }
}
