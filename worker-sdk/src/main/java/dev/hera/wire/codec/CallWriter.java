package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.hera.wire.Body;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes calls and their answers around the body's own bytes.
final class CallWriter {
    private CallWriter() {}

    static void invoke(JsonGenerator out, Frame.Invoke f) throws IOException {
        FrameWriter.params(out, f.endpoint());
        out.writeStringField("uuid", f.uuid().toString());
        out.writeNumberField("attempt", f.attempt());
        where(out, f.path(), f.query(), f.headers());
        out.writeStringField("caller", f.caller());
        out.writeNumberField("deadlineMs", f.deadlineMs());
        out.writeNumberField("receivedAt", f.receivedAt().toEpochMilli());
        if (!f.root().equals(f.uuid())) {
            out.writeStringField("root", f.root().toString());
        }
        parent(out, f.parent());
        flag(out, "replay", f.replay());
        flag(out, "force", f.force());
        depth(out, f.depth());
        body(out, f.body(), f.contentType());
        out.writeEndObject();
    }

    static void remoteCall(JsonGenerator out, Frame.RemoteCall f) throws IOException {
        FrameWriter.params(out, "hera.call");
        out.writeStringField("endpoint", f.endpoint());
        where(out, f.path(), f.query(), f.headers());
        out.writeNumberField("deadlineMs", f.deadlineMs());
        out.writeStringField("root", f.root().toString());
        parent(out, f.parent());
        depth(out, f.depth());
        flag(out, "onBehalf", f.onBehalf());
        body(out, f.body(), f.contentType());
        out.writeEndObject();
    }

    private static void where(
            JsonGenerator out, String path, String query, Map<String, String> headers)
            throws IOException {
        out.writeStringField("path", path);
        if (!query.isEmpty()) {
            out.writeStringField("query", query);
        }
        if (!headers.isEmpty()) {
            out.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                out.writeStringField(header.getKey(), header.getValue());
            }
            out.writeEndObject();
        }
    }

    private static void parent(JsonGenerator out, @Nullable UUID parent) throws IOException {
        if (parent != null) {
            out.writeStringField("parent", parent.toString());
        }
    }

    private static void depth(JsonGenerator out, int depth) throws IOException {
        if (depth > 0) {
            out.writeNumberField("depth", depth);
        }
    }

    private static void flag(JsonGenerator out, String name, boolean set) throws IOException {
        if (set) {
            out.writeBooleanField(name, true);
        }
    }

    static void answer(JsonGenerator out, Frame.Answer f) throws IOException {
        out.writeObjectFieldStart("result");
        out.writeNumberField("status", f.status());
        load(out, f.load());
        if (!f.headers().isEmpty()) {
            out.writeObjectFieldStart("headers");
            for (Map.Entry<String, List<String>> header : f.headers().entrySet()) {
                out.writeFieldName(header.getKey());
                values(out, header.getValue());
            }
            out.writeEndObject();
        }
        body(out, f.body(), f.contentType());
        out.writeEndObject();
    }

    private static void values(JsonGenerator out, List<String> values) throws IOException {
        if (values.size() == 1) {
            out.writeString(values.getFirst());
            return;
        }
        out.writeStartArray();
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static void body(JsonGenerator out, Body body, @Nullable String contentType)
            throws IOException {
        if (contentType != null) {
            out.writeStringField("contentType", contentType);
        }
        switch (body) {
            case Body.None none -> {}
            case Body.Json json -> {
                out.writeFieldName("body");
                out.writeRawValue(new Spliced(json.text()));
            }
            case Body.Binary binary -> {
                out.writeFieldName("bodyBase64");
                out.writeBinary(binary.toBytes());
            }
        }
    }

    /// What rides along with an error.
    static void data(JsonGenerator out, Frame.Failure f) throws IOException {
        Load load = f.load();
        Frame.Told told = f.told();
        if (load == null && told == null) {
            return;
        }
        out.writeObjectFieldStart("data");
        if (load != null) {
            load(out, load);
        }
        if (told != null) {
            out.writeStringField("uuid", told.uuid().toString());
            out.writeStringField("outcome", told.outcome());
            out.writeStringField("worker", told.worker());
        }
        out.writeEndObject();
    }

    static void load(JsonGenerator out, Load load) throws IOException {
        out.writeObjectFieldStart("load");
        out.writeNumberField("inFlight", load.inFlight());
        out.writeNumberField("yours", load.yours());
        out.writeNumberField("execMicros", load.execMicros());
        if (load.busy() || load.draining() || load.memory()) {
            out.writeArrayFieldStart("flags");
            flagged(out, "BUSY", load.busy());
            flagged(out, "DRAINING", load.draining());
            flagged(out, "MEMORY", load.memory());
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void flagged(JsonGenerator out, String flag, boolean set) throws IOException {
        if (set) {
            out.writeString(flag);
        }
    }

    static void vitals(JsonGenerator out, Vitals vitals) throws IOException {
        out.writeStartObject();
        out.writeNumberField("seq", vitals.seq());
        out.writeNumberField("uptimeMs", vitals.uptimeMs());
        out.writeStringField("state", vitals.state().name());
        out.writeNumberField("cpu", vitals.cpu());
        out.writeNumberField("cpuHost", vitals.cpuHost());
        out.writeNumberField("rss", vitals.rss());
        out.writeNumberField("memoryLimit", vitals.memoryLimit());
        out.writeNumberField("memoryUse", vitals.memoryUse());
        out.writeNumberField("inFlight", vitals.inFlight());
        out.writeNumberField("inFlightMean", vitals.inFlightMean());
        out.writeNumberField("gcMs", vitals.gcMs());
        out.writeEndObject();
    }
}
