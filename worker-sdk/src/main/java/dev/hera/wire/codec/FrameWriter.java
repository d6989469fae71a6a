package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Writes frames as WebSocket messages; stateless, any thread.
///
/// The id stands before the result and `load` before the body, so that a reader needs one pass.
public final class FrameWriter {
    private static final int USUAL_BYTES = 512;

    private FrameWriter() {}

    /// One frame as one message.
    public static byte[] write(Frame frame) {
        return write(List.of(frame));
    }

    /// All frames as one message: a single object for one, a batch for more.
    ///
    /// @throws IllegalArgumentException for frames that are only ever read
    public static byte[] write(List<? extends Frame> frames) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES * frames.size())) {
            try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
                if (frames.size() == 1) {
                    message(out, frames.getFirst());
                } else {
                    out.writeStartArray();
                    for (Frame frame : frames) {
                        message(out, frame);
                    }
                    out.writeEndArray();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void message(JsonGenerator out, Frame frame) throws IOException {
        out.writeStartObject();
        out.writeStringField("jsonrpc", "2.0");
        switch (frame) {
            case Frame.Request request -> request(out, request);
            case Frame.Reply reply -> reply(out, reply);
            case Frame.Note note -> note(out, note);
            case Frame.Malformed malformed -> refusal(out, malformed);
        }
        out.writeEndObject();
    }

    private static void request(JsonGenerator out, Frame.Request request) throws IOException {
        out.writeNumberField("id", request.id());
        switch (request) {
            case Frame.Invoke f -> CallWriter.invoke(out, f);
            case Frame.StatusAsk f -> out.writeStringField("method", "hera.status");
            case Frame.Hello f -> hello(out, f);
            case Frame.Prove f -> {
                params(out, "hera.prove");
                out.writeStringField("auth", f.auth());
                out.writeEndObject();
            }
            case Frame.Announce f -> announce(out, f);
            case Frame.Draining f -> {
                params(out, "hera.draining");
                out.writeStringField("reason", f.reason());
                out.writeNumberField("deadlineMs", f.deadlineMs());
                out.writeEndObject();
            }
            case Frame.Settle f -> {
                params(out, "hera.settle");
                out.writeStringField("uuid", f.uuid().toString());
                out.writeStringField("action", f.action());
                out.writeStringField("note", f.note());
                out.writeEndObject();
            }
            case Frame.RemoteCall f -> CallWriter.remoteCall(out, f);
            case Frame.UnknownRequest f -> throw onlyRead(f);
        }
    }

    private static void reply(JsonGenerator out, Frame.Reply reply) throws IOException {
        out.writeNumberField("id", reply.id());
        switch (reply) {
            case Frame.Answer f -> CallWriter.answer(out, f);
            case Frame.Failure f -> failure(out, f);
            case Frame.Status f -> {
                out.writeFieldName("result");
                CallWriter.vitals(out, f.vitals());
            }
            case Frame.Challenge f -> {
                out.writeObjectFieldStart("result");
                out.writeStringField("auth", f.auth());
                out.writeEndObject();
            }
            case Frame.Welcome f -> welcome(out, f);
            case Frame.Announced f -> announced(out, f);
            case Frame.Acknowledged f -> {
                out.writeObjectFieldStart("result");
                out.writeEndObject();
            }
            case Frame.Unmatched f -> throw onlyRead(f);
        }
    }

    private static void note(JsonGenerator out, Frame.Note note) throws IOException {
        switch (note) {
            case Frame.VitalsNote f -> {
                out.writeStringField("method", "hera.vitals");
                out.writeFieldName("params");
                CallWriter.vitals(out, f.vitals());
            }
            case Frame.Cancel f -> {
                params(out, "hera.cancel");
                out.writeNumberField("id", f.target());
                out.writeEndObject();
            }
            case Frame.LameDuck f -> {
                params(out, "hera.lameDuck");
                out.writeNumberField("reconnectAfterMs", f.reconnectAfterMs());
                out.writeEndObject();
            }
            case Frame.UnknownNote f -> throw onlyRead(f);
        }
    }

    /// The answer that JSON-RPC owes to a message that breaks the protocol.
    private static void refusal(JsonGenerator out, Frame.Malformed f) throws IOException {
        if (f.id() < 0) {
            out.writeNullField("id");
        } else {
            out.writeNumberField("id", f.id());
        }
        failure(out, new Frame.Failure(f.id(), f.code(), f.why(), null));
    }

    private static void failure(JsonGenerator out, Frame.Failure f) throws IOException {
        out.writeObjectFieldStart("error");
        out.writeNumberField("code", f.code());
        out.writeStringField("message", f.message());
        CallWriter.data(out, f);
        out.writeEndObject();
    }

    private static void hello(JsonGenerator out, Frame.Hello f) throws IOException {
        params(out, "hera.hello");
        out.writeStringField("service", f.service());
        out.writeStringField("instance", f.instance());
        out.writeStringField("version", f.version());
        out.writeStringField("role", f.role().name().toLowerCase(Locale.ROOT));
        out.writeStringField("sdk", f.sdk());
        out.writeNumberField("cores", f.cores());
        out.writeNumberField("slots", f.slots());
        out.writeNumberField("memoryLimit", f.memoryLimit());
        out.writeStringField("auth", f.auth());
        out.writeEndObject();
    }

    private static void welcome(JsonGenerator out, Frame.Welcome f) throws IOException {
        out.writeObjectFieldStart("result");
        out.writeStringField("auth", f.auth());
        out.writeStringField("broker", f.broker());
        out.writeStringField("worker", f.worker());
        out.writeObjectFieldStart("limits");
        out.writeNumberField("frame", f.maxFrame());
        out.writeNumberField("batch", f.maxBatch());
        out.writeNumberField("statusPerSecond", f.statusPerSecond());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void announce(JsonGenerator out, Frame.Announce f) throws IOException {
        params(out, "hera.announce");
        out.writeNumberField("generation", f.generation());
        out.writeArrayFieldStart("endpoints");
        for (Endpoint endpoint : f.endpoints()) {
            endpoint(out, endpoint);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void endpoint(JsonGenerator out, Endpoint endpoint) throws IOException {
        out.writeStartObject();
        if (endpoint.isRpc()) {
            out.writeStringField("rpc", endpoint.name());
        } else {
            out.writeStringField("method", endpoint.method());
            out.writeStringField("path", endpoint.path());
        }
        AcceptanceCodec.write(out, endpoint.accept());
        out.writeStringField("record", endpoint.record().name().toLowerCase(Locale.ROOT));
        out.writeBooleanField("idempotent", endpoint.idempotent());
        out.writeNumberField("timeoutMs", endpoint.timeout().toMillis());
        out.writeNumberField("maxInFlight", endpoint.maxInFlight());
        out.writeArrayFieldStart("sensitive");
        for (String pointer : endpoint.sensitive()) {
            out.writeString(pointer);
        }
        out.writeEndArray();
        JsonText schema = endpoint.schema();
        if (schema != null) {
            out.writeFieldName("schema");
            out.writeRawValue(new Spliced(schema));
        }
        out.writeEndObject();
    }

    private static void announced(JsonGenerator out, Frame.Announced f) throws IOException {
        out.writeObjectFieldStart("result");
        out.writeNumberField("accepted", f.accepted());
        out.writeArrayFieldStart("refused");
        for (Frame.Refused refused : f.refused()) {
            out.writeStartObject();
            out.writeStringField("endpoint", refused.endpoint());
            out.writeStringField("why", refused.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void params(JsonGenerator out, String method) throws IOException {
        out.writeStringField("method", method);
        out.writeObjectFieldStart("params");
    }

    private static IllegalArgumentException onlyRead(Frame frame) {
        return new IllegalArgumentException("never written: " + frame);
    }
}
