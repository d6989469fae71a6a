package dev.hera.worker.socket;

/// What listening to a socket for a while brought.
public sealed interface Received {
    /// Nothing came in time.
    Received SILENCE = new Silence();

    /// One whole message; its bytes are handed over.
    final class Message implements Received {
        private final byte[] bytes;

        Message(byte[] bytes) {
            this.bytes = bytes;
        }

        /// The bytes themselves, not a copy.
        public byte[] bytes() {
            return bytes;
        }
    }

    /// Nothing came in time.
    record Silence() implements Received {}

    /// Nothing will come any more.
    ///
    /// @param code the WebSocket close code, 1006 when there was none
    /// @param why for people
    record Ended(int code, String why) implements Received {
        @Override
        public String toString() {
            return why.isBlank() ? "closed with " + code : "closed with " + code + ": " + why;
        }
    }
}
