package dev.hera.worker.api;

/// Tells the caller what is wrong, in the handler's own words.
///
/// A REST caller gets the status and a problem document (RFC 9457) with the message as `detail`; a
/// JSON-RPC caller gets an error with the code and the message. Unlike every other exception, its
/// message leaves the process.
public final class CallException extends RuntimeException {
    private static final int INVALID_PARAMS = -32602;

    private final int status;
    private final int code;

    /// An error whose JSON-RPC code is the status itself, except that 400 is -32602.
    ///
    /// @param status 400..599
    /// @param message for the caller
    public CallException(int status, String message) {
        this(status, status == 400 ? INVALID_PARAMS : status, message);
    }

    /// @param status 400..599, what a REST caller gets
    /// @param code what a JSON-RPC caller gets: -32602, or any number outside of -32768..-32000,
    ///     which belong to the specification and the platform
    /// @param message for the caller
    /// @throws IllegalArgumentException when status or code is not allowed
    public CallException(int status, int code, String message) {
        super(message);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ", allowed 400..599");
        }
        if (code >= -32768 && code <= -32000 && code != INVALID_PARAMS) {
            throw new IllegalArgumentException(
                    "code is " + code + ", but -32768..-32000 are reserved except -32602");
        }
        this.status = status;
        this.code = code;
    }

    /// What a REST caller gets: 400..599.
    public int status() {
        return status;
    }

    /// What a JSON-RPC caller gets.
    public int code() {
        return code;
    }

    /// The message; never null.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
