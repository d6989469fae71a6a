package dev.hera.broker.http.rpc;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.JsonText;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the answer of one message: results and ids spliced as they are, in the order asked.
/// One object a message.
final class RpcWriter {
    private static final RpcError OURS =
            RpcError.plain(ErrorCode.INTERNAL_ERROR, "the broker failed; its log knows why");

    private static final String TOO_MUCH =
            "the results have more than %d bytes together; ask for this one by its uuid"
                    .formatted(RpcCalls.MAX_BYTES);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    private RpcWriter() {}

    /// The answer to a text that is no message.
    static byte[] unreadable(RpcError error) {
        RpcWriter writer = new RpcWriter();
        writer.error(error, JsonText.NULL);
        return writer.out.toByteArray();
    }

    /// The answer to one; empty when nothing is to be answered.
    static byte[] single(Ended ended) {
        RpcWriter writer = new RpcWriter();
        JsonText id = ended.item().id();
        if (id != null) {
            writer.reply(ended, id);
        }
        return writer.out.toByteArray();
    }

    /// The answer to a batch; empty when nothing is to be answered.
    static byte[] batch(List<Ended> all) {
        RpcWriter writer = new RpcWriter();
        String before = "[";
        for (Ended ended : all) {
            JsonText id = ended.item().id();
            if (id != null) {
                writer.text(before);
                writer.reply(ended, id);
                before = ",";
            }
        }
        if (writer.out.size() > 0) {
            writer.text("]");
        }
        return writer.out.toByteArray();
    }

    private void reply(Ended ended, JsonText id) {
        switch (ended) {
            case Ended.NoCall(RpcMessage.Invalid item) -> error(item.error(), id);
            case Ended.Bug _ -> error(OURS, id);
            case Ended.Done(_, CallId call, Outcome.Answered _, boolean tooMuch) when tooMuch ->
                    error(RpcError.unfit(ErrorCode.INTERNAL_ERROR, 502, TOO_MUCH, call), id);
            case Ended.Done(_, CallId call, Outcome outcome, _) -> reply(call, outcome, id);
        }
    }

    private void reply(CallId call, Outcome outcome, JsonText id) {
        switch (outcome) {
            case Outcome.Answered a when a.status() >= 400 -> {
                String detail = "the worker answered with status " + a.status();
                error(RpcError.unfit(a.status(), a.status(), detail, call), id);
            }
            case Outcome.Answered a -> result(a.body(), call, id);
            case Outcome.Accepted a -> result(a.body(), call, id);
            case Outcome.HandlerFailed f -> error(RpcError.of(f, call), id);
            case Outcome.NotExecuted n -> error(RpcError.of(n, call), id);
            case Outcome.Unknown u -> error(RpcError.of(u, call), id);
            case Outcome.Repeated r -> reply(r.first(), r.outcome(), id);
        }
    }

    private void result(Body body, CallId call, JsonText id) {
        switch (body) {
            case Body.Json(JsonText value) -> result(value, id);
            case Body.None _ -> result(JsonText.NULL, id);
            case Body.Binary _ -> {
                String detail = "the worker's answer is not JSON";
                error(RpcError.unfit(ErrorCode.INTERNAL_ERROR, 502, detail, call), id);
            }
        }
    }

    private void result(JsonText value, JsonText id) {
        text("{\"jsonrpc\":\"2.0\",\"result\":");
        splice(value);
        text(",\"id\":");
        splice(id);
        text("}");
    }

    private void error(RpcError error, JsonText id) {
        text("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + error.code() + ",\"message\":\"");
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(error.message()));
        text("\",\"data\":" + error.data() + "},\"id\":");
        splice(id);
        text("}");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void splice(JsonText value) {
        out.writeBytes(value.toBytes());
    }
}
