package dev.hera.worker.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Reply;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Turns what a handler returned or threw into the frame that goes back.
final class Answers {
    private static final String PROBLEM = "application/problem+json";

    private Answers() {}

    /// What a handler returned.
    static Frame.Answer value(
            Route route, Frame.Invoke call, Context context, @Nullable Object value)
            throws JsonProcessingException {
        return route.endpoint().isRpc() ? rpc(call, context, value) : rest(call, context, value);
    }

    private static Frame.Answer rest(Frame.Invoke call, Context context, @Nullable Object value)
            throws JsonProcessingException {
        int status = context.answerStatus().orElse(value == null ? 204 : 200);
        if (value == null || status == 204 || status == 205 || status == 304) {
            return new Frame.Answer(
                    call.id(), status, context.answerHeaders(), Body.NONE, null, Load.NONE);
        }
        String type = value instanceof Reply reply ? reply.contentType() : Reply.JSON;
        return new Frame.Answer(
                call.id(), status, context.answerHeaders(), body(value), type, Load.NONE);
    }

    private static Frame.Answer rpc(Frame.Invoke call, Context context, @Nullable Object value)
            throws JsonProcessingException {
        Body body = value == null ? new Body.Json(JsonText.NULL) : body(value);
        if (!(body instanceof Body.Json)) {
            throw new IllegalStateException("a JSON-RPC method returned a reply that is not JSON");
        }
        return new Frame.Answer(
                call.id(), 200, context.answerHeaders(), body, Reply.JSON, Load.NONE);
    }

    private static Body body(Object value) throws JsonProcessingException {
        if (!(value instanceof Reply reply)) {
            return json(Json.write(value));
        }
        boolean json = reply.contentType().toLowerCase(Locale.ROOT).startsWith(Reply.JSON);
        return json
                ? JsonText.proved(reply.bytes())
                        .<Body>map(Body.Json::new)
                        .orElseGet(() -> new Body.Binary(reply.bytes()))
                : new Body.Binary(reply.bytes());
    }

    /// Proved although we wrote it: a type may write raw JSON, or a number too long to pass.
    private static Body json(byte[] written) {
        return new Body.Json(
                JsonText.proved(written)
                        .orElseThrow(
                                () -> new IllegalStateException("the value's JSON is not JSON")));
    }

    /// What a handler told the caller.
    static Frame.Reply told(Route route, Frame.Invoke call, Context context, CallException e) {
        return route.endpoint().isRpc()
                ? failure(call, e.code(), e.getMessage())
                : problem(call, context, e);
    }

    private static Frame.Answer problem(Frame.Invoke call, Context context, CallException e) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", Reasons.of(e.status()));
        problem.put("status", e.status());
        problem.put("detail", e.getMessage());
        problem.put("code", e.code());
        problem.put("uuid", call.uuid().toString());
        problem.put("outcome", "answered");
        Body body = new Body.Json(JsonText.trusted(write(problem)));
        Map<String, List<String>> headers = context.answerHeaders();
        return new Frame.Answer(call.id(), e.status(), headers, body, PROBLEM, Load.NONE);
    }

    private static byte[] write(Map<String, Object> problem) {
        try {
            return Json.write(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem of texts has no JSON", e);
        }
    }

    /// An error of JSON-RPC.
    static Frame.Failure failure(Frame.Invoke call, int code, String message) {
        return new Frame.Failure(call.id(), code, message, Load.NONE);
    }
}
