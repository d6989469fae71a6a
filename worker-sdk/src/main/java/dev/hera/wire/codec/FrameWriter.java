package dev.hera.wire.codec;

import dev.hera.wire.Frame;

import java.util.List;

/// Writes frames as WebSocket messages.
public final class FrameWriter {
    private FrameWriter() {}

    /// One frame as one message.
    public static byte[] write(Frame frame) {
        return write(List.of(frame));
    }

    /// All frames as one message: a single object for one, a batch for more.
    public static byte[] write(List<? extends Frame> frames) {
        throw new UnsupportedOperationException("coming: " + frames.size());
    }
}
