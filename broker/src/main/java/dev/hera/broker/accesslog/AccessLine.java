package dev.hera.broker.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.event.Ended;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/// A call as one line of JSON in printable ASCII; keeps nothing.
final class AccessLine {
    /// Longer paths are cut; what was called is known by then.
    private static final int MAX_PATH = 2_000;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .characterEscapes(new Visible())
                    .build();

    private AccessLine() {}

    /// What JSON escapes anyway, and DEL.
    private static final class Visible extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private final int[] ascii = standardAsciiEscapesForJSON();

        Visible() {
            ascii[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        @SuppressWarnings("NullAway") // none of the codes asks for a text of its own
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    /// The line, with its end.
    ///
    /// @param masking for the path
    static byte[] of(Ended ended, UnaryOperator<String> masking) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            head(out, ended, masking.apply(ended.path()));
            tail(out, ended);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void head(JsonGenerator out, Ended ended, String path) throws IOException {
        out.writeStringField("time", ended.receivedAt().toString());
        out.writeStringField("uuid", ended.id().toString());
        out.writeStringField("from", ended.entrance());
        out.writeStringField("caller", ended.caller().id());
        out.writeStringField("method", ended.method());
        out.writeStringField("path", path.substring(0, Math.min(MAX_PATH, path.length())));
        out.writeStringField("endpoint", ended.endpoint());
        out.writeNumberField("bytesIn", ended.bytesIn());
        out.writeStringField("trace", ended.trace().trace());
        out.writeStringField("span", ended.id().span());
    }

    private static void tail(JsonGenerator out, Ended ended) throws IOException {
        Outcome outcome = ended.outcome();
        out.writeNumberField("status", outcome.status());
        out.writeStringField("outcome", outcome.word());
        switch (outcome) {
            case Outcome.NotExecuted n -> out.writeStringField("why", n.refusal().kind());
            case Outcome.Unknown u -> out.writeStringField("why", u.doubt().word());
            case Outcome.Repeated r -> out.writeStringField("repeats", r.first().toString());
            case Outcome.Answered _, Outcome.HandlerFailed _, Outcome.Accepted _ -> {}
        }
        String worker = outcome.worker();
        out.writeStringField("worker", worker == null ? "" : worker);
        out.writeNumberField("attempts", ended.attempts().size());
        out.writeNumberField("bytesOut", ended.bytesOut());
        Ledger ledger = outcome.ledger();
        out.writeObjectFieldStart("micros");
        out.writeNumberField("total", ledger.total() / 1_000);
        out.writeNumberField("journal", ledger.journal() / 1_000);
        out.writeNumberField("queue", ledger.queue() / 1_000);
        out.writeNumberField("wire", ledger.wire() / 1_000);
        out.writeNumberField("worker", ledger.worker() / 1_000);
        out.writeEndObject();
    }
}
