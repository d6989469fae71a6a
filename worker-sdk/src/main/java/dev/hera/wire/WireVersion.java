package dev.hera.wire;

/// The names and limits of the link protocol, in one place.
public final class WireVersion {
    /// The WebSocket subprotocol both sides must agree on.
    public static final String SUBPROTOCOL = "hera.v1";

    /// The path of the worker link on a broker's internal listener.
    public static final String LINK_PATH = "/_hera/link";

    /// Most bytes of a caller's body or a worker's body: 1 MiB.
    public static final int MAX_BODY_BYTES = 1 << 20;

    /// Most bytes of one WebSocket message: a body, base64 or escaped, with its envelope: 8 MiB.
    public static final int MAX_MESSAGE_BYTES = 8 << 20;

    /// Most bytes of a message before the sender has proved itself: 4 KiB.
    public static final int MAX_GREETING_BYTES = 4096;

    /// Most messages in one batch.
    public static final int MAX_BATCH = 512;

    /// Deepest nesting of a carried body; an envelope adds its own few levels on top.
    public static final int MAX_BODY_DEPTH = 100;

    /// Most characters of one number in a carried body.
    public static final int MAX_NUMBER_CHARS = 1000;

    private WireVersion() {}
}
