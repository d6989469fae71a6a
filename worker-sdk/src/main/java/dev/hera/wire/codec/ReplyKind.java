package dev.hera.wire.codec;

/// Which reply a request waits for; the reader of a link asks for it by the reply's id.
public enum ReplyKind {
    CHALLENGE,
    WELCOME,
    ANNOUNCED,
    STATUS,
    ANSWER,
    ACKNOWLEDGED,
    /// Nobody waits for this id.
    NONE
}
