package dev.hera.conformance.socket;

/// What came over a socket, in order.
public sealed interface Heard {
    /// A whole message, text or binary.
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Message(Kind kind, byte[] bytes) implements Heard {}

    /// The other side answers a ping.
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Pong(byte[] bytes) implements Heard {}

    /// Nothing more comes.
    ///
    /// @param code of the close frame, 1006 when there was none
    record Ended(int code, String why) implements Heard {}

    /// How a message travels.
    enum Kind {
        TEXT(1),
        BINARY(2);

        final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }
    }
}
