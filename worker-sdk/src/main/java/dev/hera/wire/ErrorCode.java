package dev.hera.wire;

/// JSON-RPC error codes: the specification's, and ours below -32000.
public final class ErrorCode {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    public static final int UNAUTHENTICATED = -32001;
    public static final int FORBIDDEN = -32003;
    public static final int NO_SUCH_ENDPOINT = -32004;
    public static final int NOT_YOURS = -32010;
    public static final int BUSY = -32020;
    public static final int WORKER_LOST = -32030;
    public static final int DEADLINE = -32031;
    public static final int QUARANTINED = -32040;

    private ErrorCode() {}
}
