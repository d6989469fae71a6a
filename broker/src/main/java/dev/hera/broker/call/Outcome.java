package dev.hera.broker.call;

import dev.hera.wire.Body;
import dev.hera.wire.JsonText;
import dev.hera.wire.accept.Confirmation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a call ended, told honestly: four words, and only `not-executed` may be tried again blindly.
public sealed interface Outcome {
    /// The word for `Hera-Outcome`.
    String word();

    /// The HTTP status that says it.
    int status();

    /// Where the time went.
    Ledger ledger();

    /// The worker chosen last; null when none was.
    @Nullable String worker();

    /// A worker ran it and answered, well or badly.
    ///
    /// @param headers checked, names in lower case
    record Answered(
            int status,
            Map<String, List<String>> headers,
            Body body,
            @Nullable String contentType,
            String worker,
            Ledger ledger)
            implements Outcome {
        @Override
        public String word() {
            return "answered";
        }
    }

    /// A worker ran it and its handler failed: 500, or 400 when the handler could not take it, or
    /// the handler's own words with a code of its own.
    ///
    /// @param code as JSON-RPC says it: -32602, -32603, or one outside of -32768..-32000, which
    ///     belong to the specification and the platform
    record HandlerFailed(int status, int code, String detail, String worker, Ledger ledger)
            implements Outcome {
        @Override
        public String word() {
            return "answered";
        }
    }

    /// It is on disk and will be delivered later.
    ///
    /// @param headers of the endpoint's confirmation, names in lower case
    record Accepted(
            int status,
            Map<String, String> headers,
            Body body,
            @Nullable String contentType,
            Ledger ledger)
            implements Outcome {
        /// As an endpoint confirms a call.
        public static Accepted as(Confirmation words, CallId id, Ledger ledger) {
            return new Accepted(
                    words.status(),
                    words.headers(),
                    body(words.bytes(id.toString()), words.contentType()),
                    words.contentType().isEmpty() ? null : words.contentType(),
                    ledger);
        }

        /// JSON for a JSON-RPC caller must be JSON; what only says that it is travels as bytes.
        private static Body body(byte[] bytes, String contentType) {
            if (bytes.length == 0) {
                return Body.NONE;
            }
            return contentType.startsWith("application/json")
                    ? JsonText.proved(bytes)
                            .<Body>map(Body.Json::new)
                            .orElse(new Body.Binary(bytes))
                    : new Body.Binary(bytes);
        }

        @Override
        public String word() {
            return "accepted";
        }

        @Override
        public @Nullable String worker() {
            return null;
        }
    }

    /// No worker ran it; trying again is safe.
    record NotExecuted(Refusal refusal, @Nullable String worker, Ledger ledger) implements Outcome {
        @Override
        public int status() {
            return refusal.status();
        }

        @Override
        public String word() {
            return "not-executed";
        }
    }

    /// It left for a worker and no usable answer came; it may have run.
    record Unknown(Doubt doubt, String detail, String worker, Ledger ledger) implements Outcome {
        @Override
        public int status() {
            return switch (doubt) {
                case WORKER_LOST, BAD_ANSWER, NOT_KEPT -> 502;
                case DEADLINE -> 504;
                case BROKER_FAULT -> 500;
            };
        }

        @Override
        public String word() {
            return "unknown";
        }
    }

    /// An earlier call with the same idempotency key ended so; this one was not run.
    ///
    /// @param first the earlier call, whose id the caller gets
    /// @param outcome as that one ended; never itself one of these
    record Repeated(CallId first, Outcome outcome) implements Outcome {
        @Override
        public int status() {
            return outcome.status();
        }

        @Override
        public String word() {
            return outcome.word();
        }

        @Override
        public Ledger ledger() {
            return outcome.ledger();
        }

        @Override
        public @Nullable String worker() {
            return outcome.worker();
        }
    }

    /// Why nobody knows.
    enum Doubt {
        /// The worker's link died after the call left: 502.
        WORKER_LOST,
        /// The deadline passed after the call left: 504.
        DEADLINE,
        /// The worker answered something that must not be passed on: 502.
        BAD_ANSWER,
        /// The worker ran it, but its record could not be made durable: 502.
        NOT_KEPT,
        /// A bug of the broker's ended it: 500.
        BROKER_FAULT;

        /// As problems, logs and meters call it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
