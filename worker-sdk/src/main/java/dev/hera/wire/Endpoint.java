package dev.hera.wire;

import dev.hera.wire.accept.Acceptance;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a worker offers, as it announces it: a name and the promises that go with it.
///
/// The name is `METHOD /path` for REST (`POST /0/metrics-api`; a segment may be `{name}`, the last
/// may be `*`) or a JSON-RPC method name, which has no space in it.
///
/// @param name the endpoint's name; unique within an announcement
/// @param accept which calls are confirmed at once and delivered later, and how
/// @param record how calls are kept
/// @param idempotent a second execution does no harm, so an unknown outcome may be tried again
/// @param timeout how long a call may take when the caller does not say
/// @param maxInFlight most calls running on one worker; 0 for no limit of its own
/// @param sensitive JSON pointers into the body whose values are never stored in clear
/// @param schema what goes in and comes out, for people and their tools: `{summary, params, body,
///     answer}`; null when nobody says. Nothing on the path of a call looks at it
public record Endpoint(
        String name,
        Acceptance accept,
        RecordMode record,
        boolean idempotent,
        Duration timeout,
        int maxInFlight,
        List<String> sensitive,
        @Nullable JsonText schema) {
    /// How calls to an endpoint are kept.
    public enum RecordMode {
        /// Counted, not kept.
        OFF,
        /// Written without waiting.
        BESIDE,
        /// The answer waits until the request is on disk.
        DURABLE,
        /// The request is on disk before the worker sees it.
        AHEAD
    }

    /// Most bytes of a schema; a larger one is left out.
    public static final int MAX_SCHEMA_BYTES = 16_384;

    /// What a call may take when neither endpoint nor caller says: 10 s.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /// Longest allowed timeout: 10 minutes.
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    /// An endpoint of which nobody says what goes in and comes out.
    public Endpoint(
            String name,
            Acceptance accept,
            RecordMode record,
            boolean idempotent,
            Duration timeout,
            int maxInFlight,
            List<String> sensitive) {
        this(name, accept, record, idempotent, timeout, maxInFlight, sensitive, null);
    }

    public Endpoint {
        Objects.requireNonNull(record, "record");
        sensitive = List.copyOf(sensitive);
        if (name.isBlank() || name.length() > 300) {
            throw new IllegalArgumentException("endpoint name must have 1..300 characters");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    name + ": timeout is " + timeout.toMillis() + " ms, allowed 1..600000");
        }
        if (maxInFlight < 0) {
            throw new IllegalArgumentException(name + ": maxInFlight is " + maxInFlight);
        }
    }

    /// An endpoint with every default: recorded durable, not idempotent, 10 s.
    public static Endpoint of(String name) {
        return new Endpoint(
                name, Acceptance.NONE, RecordMode.DURABLE, false, DEFAULT_TIMEOUT, 0, List.of());
    }

    /// The same endpoint, accepting calls like this.
    public Endpoint accepting(Acceptance other) {
        return new Endpoint(
                name, other, record, idempotent, timeout, maxInFlight, sensitive, schema);
    }

    /// The same endpoint with this schema, or without one.
    public Endpoint described(@Nullable JsonText other) {
        return new Endpoint(
                name, accept, record, idempotent, timeout, maxInFlight, sensitive, other);
    }

    /// What is wrong with what it promises, in words; empty when it can hold.
    public List<String> faults() {
        List<String> faults = new ArrayList<>(accept.faults());
        if (accept.isOn() && record == RecordMode.OFF) {
            faults.add("it accepts calls and records none: what is accepted is always kept");
        }
        return faults;
    }

    /// True for a JSON-RPC method, false for a REST endpoint.
    public boolean isRpc() {
        return name.indexOf(' ') < 0;
    }

    /// The HTTP method of a REST endpoint, `POST` of `POST /0/metrics-api`.
    public String method() {
        return name.substring(0, Math.max(0, name.indexOf(' ')));
    }

    /// The path pattern of a REST endpoint, `/0/metrics-api` of `POST /0/metrics-api`.
    public String path() {
        return name.substring(name.indexOf(' ') + 1);
    }
}
