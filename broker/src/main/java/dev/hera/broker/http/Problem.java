package dev.hera.broker.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// An error of the platform as a caller sees it: `application/problem+json`, RFC 9457.
///
/// @param kind the last part of the problem's type
/// @param retryAfter null when trying again later is of no use
/// @param candidates null when no routing was tried
record Problem(
        int status,
        String kind,
        String title,
        String detail,
        @Nullable Duration retryAfter,
        Refusal.@Nullable Candidates candidates) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final JsonFactory JSON = new JsonFactory();

    static Problem of(Refusal refusal) {
        String detail = refusal.detail();
        return switch (refusal) {
            case Refusal.Unauthenticated _ ->
                    plain(401, "unauthenticated", "No valid token", detail);
            case Refusal.Forbidden _ -> plain(403, "forbidden", "Not allowed", detail);
            case Refusal.NoSuchEndpoint _ ->
                    plain(404, "no-such-endpoint", "No such endpoint", detail);
            case Refusal.Malformed _ -> plain(400, "malformed", "Malformed", detail);
            case Refusal.TooLarge _ -> plain(413, "too-large", "Body too large", detail);
            case Refusal.Encoded _ -> plain(415, "encoded", "Encoded body", detail);
            case Refusal.KeyReused _ -> plain(422, "key-reused", "Idempotency key reused", detail);
            case Refusal.TooLate _ -> plain(504, "too-late", "Deadline passed", detail);
            case Refusal.NoAbleWorker(_, var candidates, var after) ->
                    new Problem(503, "no-able-worker", "No able worker", detail, after, candidates);
            case Refusal.Overloaded(_, var after) ->
                    new Problem(503, "overloaded", "Overloaded", detail, after, null);
            case Refusal.JournalUnwell(_, var after) ->
                    new Problem(503, "journal-unwell", "Not recordable", detail, after, null);
            case Refusal.Quarantined(_, var after) ->
                    new Problem(503, "quarantined", "Quarantined", detail, after, null);
        };
    }

    static Problem of(Outcome.HandlerFailed failed) {
        return failed.status() < 500
                ? plain(failed.status(), "bad-input", "The handler refused it", failed.detail())
                : plain(failed.status(), "handler-failed", "The handler failed", failed.detail());
    }

    static Problem of(Outcome.Unknown unknown) {
        return switch (unknown.doubt()) {
            case WORKER_LOST ->
                    plain(502, "worker-lost", "Worker lost after the call left", unknown.detail());
            case DEADLINE ->
                    plain(504, "deadline", "Deadline passed after the call left", unknown.detail());
            case NOT_KEPT ->
                    plain(502, "not-kept", "The record could not be kept", unknown.detail());
            case BAD_ANSWER ->
                    plain(
                            502,
                            "bad-answer",
                            "The worker's answer cannot be passed on",
                            unknown.detail());
        };
    }

    static Problem plain(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, null, null);
    }

    /// The JSON text.
    byte[] toBytes(CallId id, String outcome) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator out = JSON.createGenerator(bytes)) {
                out.writeStartObject();
                out.writeStringField("type", "urn:hera:problem:" + kind);
                out.writeStringField("title", title);
                out.writeNumberField("status", status);
                out.writeStringField("detail", detail);
                out.writeStringField("uuid", id.toString());
                out.writeStringField("outcome", outcome);
                if (candidates != null) {
                    candidates(out, candidates);
                }
                out.writeEndObject();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void candidates(JsonGenerator out, Refusal.Candidates candidates)
            throws IOException {
        out.writeObjectFieldStart("candidates");
        out.writeNumberField("known", candidates.known());
        out.writeNumberField("connected", candidates.connected());
        out.writeNumberField("draining", candidates.draining());
        out.writeNumberField("ejected", candidates.ejected());
        out.writeNumberField("allowed", candidates.allowed());
        out.writeArrayFieldStart("passedOver");
        for (Refusal.PassedOver worker : candidates.passedOver()) {
            out.writeStartObject();
            out.writeStringField("worker", worker.worker());
            out.writeStringField("why", worker.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
