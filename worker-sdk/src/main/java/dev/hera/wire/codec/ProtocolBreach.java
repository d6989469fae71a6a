package dev.hera.wire.codec;

/// A message that breaks the protocol; never leaves this room, where it becomes a `Malformed`.
final class ProtocolBreach extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    ProtocolBreach(int code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
