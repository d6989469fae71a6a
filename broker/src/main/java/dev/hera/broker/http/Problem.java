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
public record Problem(
        int status,
        String kind,
        String title,
        String detail,
        @Nullable Duration retryAfter,
        Refusal.@Nullable Candidates candidates) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final JsonFactory JSON = new JsonFactory();

    /// A call that was not executed.
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated _ -> plain(refusal, "No valid token");
            case Refusal.Forbidden _ -> plain(refusal, "Not allowed");
            case Refusal.NoSuchEndpoint _ -> plain(refusal, "No such endpoint");
            case Refusal.Malformed _ -> plain(refusal, "Malformed");
            case Refusal.TooLarge _ -> plain(refusal, "Body too large");
            case Refusal.Encoded _ -> plain(refusal, "Encoded body");
            case Refusal.KeyReused _ -> plain(refusal, "Idempotency key reused");
            case Refusal.TooLate _ -> plain(refusal, "Deadline passed");
            case Refusal.NoAbleWorker(_, var candidates, var after) ->
                    new Problem(
                            refusal.status(),
                            refusal.kind(),
                            "No able worker",
                            refusal.detail(),
                            after,
                            candidates);
            case Refusal.TooManyTries(_, var after) -> later(refusal, "Too many bad tokens", after);
            case Refusal.Overloaded(_, var after) -> later(refusal, "Overloaded", after);
            case Refusal.JournalUnwell(_, var after) -> later(refusal, "Not recordable", after);
            case Refusal.Quarantined(_, var after) -> later(refusal, "Quarantined", after);
        };
    }

    private static Problem plain(Refusal refusal, String title) {
        return plain(refusal.status(), refusal.kind(), title, refusal.detail());
    }

    private static Problem later(Refusal refusal, String title, Duration after) {
        return new Problem(refusal.status(), refusal.kind(), title, refusal.detail(), after, null);
    }

    /// A handler that failed.
    public static Problem of(Outcome.HandlerFailed failed) {
        return failed.status() < 500
                ? plain(failed.status(), "bad-input", "The handler refused it", failed.detail())
                : plain(failed.status(), "handler-failed", "The handler failed", failed.detail());
    }

    /// A call of which nobody knows whether it ran.
    public static Problem of(Outcome.Unknown unknown) {
        return switch (unknown.doubt()) {
            case WORKER_LOST -> plain(unknown, "Worker lost after the call left");
            case DEADLINE -> plain(unknown, "Deadline passed after the call left");
            case NOT_KEPT -> plain(unknown, "The record could not be kept");
            case BAD_ANSWER -> plain(unknown, "The worker's answer cannot be passed on");
            case BROKER_FAULT -> plain(unknown, "The broker failed");
        };
    }

    private static Problem plain(Outcome.Unknown unknown, String title) {
        return plain(unknown.status(), unknown.doubt().word(), title, unknown.detail());
    }

    /// Any other.
    public static Problem plain(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, null, null);
    }

    /// The JSON text.
    public byte[] toBytes(CallId id, String outcome) {
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
