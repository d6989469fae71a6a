package dev.hera.examples.jsonrpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import java.util.List;

/// A service object: each parameter has a name, so params may come by position or by name.
public final class Arithmetic {
    /// `{"method":"subtract","params":[42,23]}` or `"params":{"minuend":42,"subtrahend":23}`
    @JsonRpcMethod("subtract")
    public long subtract(
            @JsonRpcParam("minuend") long minuend, @JsonRpcParam("subtrahend") long subtrahend) {
        return Math.subtractExact(minuend, subtrahend);
    }

    @JsonRpcMethod("get_data")
    public List<Object> data() {
        return List.of("hello", 5);
    }

    /// What it throws stays in the log: the caller is told "internal error".
    @JsonRpcMethod("fail")
    public void fail() {
        throw new IllegalStateException("failed on purpose");
    }
}
