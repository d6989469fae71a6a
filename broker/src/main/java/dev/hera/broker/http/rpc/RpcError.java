package dev.hera.broker.http.rpc;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.dispatch.LinkCode;
import dev.hera.broker.http.Problem;
import dev.hera.wire.ErrorCode;

import java.nio.charset.StandardCharsets;

/// An error as JSON-RPC says it; its data is the problem document that a REST caller would get.
///
/// @param code the specification's, the platform's, or a handler's own
/// @param message a fixed text, or the handler's own words
/// @param data JSON in UTF-8
record RpcError(int code, String message, String data) {
    static final RpcError NOT_JSON =
            plain(ErrorCode.PARSE_ERROR, "the body is not one JSON value in UTF-8");

    /// An object that is no call.
    static RpcError invalid(String detail) {
        return plain(ErrorCode.INVALID_REQUEST, detail);
    }

    /// Anything that no call stands behind; the detail is a text of ours that needs no escapes.
    static RpcError plain(int code, String detail) {
        String data = "{\"detail\":\"" + detail + "\",\"outcome\":\"not-executed\"}";
        return new RpcError(code, title(code), data);
    }

    static RpcError of(Outcome.HandlerFailed failed, CallId id) {
        boolean fixed = isFixed(failed.code());
        String message = fixed ? title(failed.code()) : failed.detail();
        return of(failed.code(), message, Problem.of(failed), id, failed.word());
    }

    static RpcError of(Outcome.NotExecuted refused, CallId id) {
        Problem problem = Problem.of(refused.refusal());
        int code = code(refused.refusal());
        String message = isFixed(code) ? title(code) : problem.title();
        return of(code, message, problem, id, refused.word());
    }

    static RpcError of(Outcome.Unknown unknown, CallId id) {
        Problem problem = Problem.of(unknown);
        int code = LinkCode.of(unknown.doubt());
        String message = isFixed(code) ? title(code) : problem.title();
        return of(code, message, problem, id, unknown.word());
    }

    /// A worker answered, but not with what JSON-RPC can carry.
    static RpcError unfit(int code, int status, String detail, CallId id) {
        Problem problem = Problem.plain(status, "unfit", "Not a result", detail);
        return of(code, isFixed(code) ? title(code) : detail, problem, id, "answered");
    }

    private static RpcError of(
            int code, String message, Problem problem, CallId id, String outcome) {
        byte[] data = problem.toBytes(id, outcome);
        return new RpcError(code, message, new String(data, StandardCharsets.UTF_8));
    }

    /// In JSON-RPC an endpoint is a method.
    private static int code(Refusal refusal) {
        int code = LinkCode.of(refusal);
        return code == ErrorCode.NO_SUCH_ENDPOINT ? ErrorCode.METHOD_NOT_FOUND : code;
    }

    /// Whether the specification has a text for the code.
    private static boolean isFixed(int code) {
        return !title(code).isEmpty();
    }

    private static String title(int code) {
        return switch (code) {
            case ErrorCode.PARSE_ERROR -> "Parse error";
            case ErrorCode.INVALID_REQUEST -> "Invalid Request";
            case ErrorCode.METHOD_NOT_FOUND -> "Method not found";
            case ErrorCode.INVALID_PARAMS -> "Invalid params";
            case ErrorCode.INTERNAL_ERROR -> "Internal error";
            default -> "";
        };
    }
}
