package dev.hera.broker.journal.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.hera.broker.call.Refusal.Candidates;
import dev.hera.broker.call.Refusal.PassedOver;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Who could have run a call that nobody could run, as the record keeps it.
final class CandidatesJson {
    private static final JsonFactory JSON = new JsonFactory();

    private CandidatesJson() {}

    static String of(Candidates candidates) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("known", candidates.known());
            out.writeNumberField("connected", candidates.connected());
            out.writeNumberField("draining", candidates.draining());
            out.writeNumberField("ejected", candidates.ejected());
            out.writeNumberField("allowed", candidates.allowed());
            out.writeArrayFieldStart("passedOver");
            for (PassedOver worker : candidates.passedOver()) {
                out.writeStartObject();
                out.writeStringField("worker", worker.worker());
                out.writeStringField("why", worker.why());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
