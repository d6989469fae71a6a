package dev.hera.wire.codec;

import static dev.hera.wire.codec.CallReader.required;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.accept.Acceptance;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what a worker says before its first call: who it is, its proof, what it offers.
final class GreetingReader {
    /// Most endpoints of one worker.
    private static final int MAX_ENDPOINTS = 2000;

    private static final int MAX_NAME = 300;

    private GreetingReader() {}

    static Frame hello(long id, Members in) throws IOException {
        String service = null;
        String instance = null;
        String auth = null;
        String version = "";
        String sdk = "";
        Frame.Role role = Frame.Role.LIVE;
        double cores = 1;
        int slots = 1;
        long memoryLimit = 0;
        while (in.next()) {
            switch (in.name()) {
                case "service" -> service = in.textUpTo(64);
                case "instance" -> instance = in.textUpTo(64);
                case "auth" -> auth = in.textUpTo(1000);
                case "version" -> version = in.textUpTo(100);
                case "sdk" -> sdk = in.textUpTo(100);
                case "role" -> role = role(in);
                case "cores" -> cores = in.number();
                case "slots" -> slots = in.count();
                case "memoryLimit" -> memoryLimit = in.natural();
                default -> in.skip();
            }
        }
        if (!(cores > 0 && cores <= 4096) || slots < 1 || slots > 1_000_000) {
            throw new ProtocolBreach(
                    ErrorCode.INVALID_PARAMS, "cores " + cores + " or slots " + slots);
        }
        return new Frame.Hello(
                id,
                required(service, "service"),
                required(instance, "instance"),
                version,
                role,
                sdk,
                cores,
                slots,
                memoryLimit,
                required(auth, "auth"));
    }

    static Frame prove(long id, Members in) throws IOException {
        String auth = null;
        while (in.next()) {
            switch (in.name()) {
                case "auth" -> auth = in.textUpTo(1000);
                default -> in.skip();
            }
        }
        return new Frame.Prove(id, required(auth, "auth"));
    }

    static Frame announce(long id, Members in) throws IOException {
        long generation = 0;
        List<Endpoint> endpoints = new ArrayList<>();
        while (in.next()) {
            switch (in.name()) {
                case "generation" -> generation = in.natural();
                case "endpoints" -> endpoints(in, endpoints);
                default -> in.skip();
            }
        }
        return new Frame.Announce(id, generation, endpoints);
    }

    private static void endpoints(Members in, List<Endpoint> endpoints) throws IOException {
        while (in.nextObject()) {
            if (endpoints.size() == MAX_ENDPOINTS) {
                throw in.wrong("at most " + MAX_ENDPOINTS + " endpoints");
            }
            endpoints.add(endpoint(in.object()));
        }
    }

    private static Endpoint endpoint(Members in) throws IOException {
        String method = null;
        String path = null;
        String rpc = null;
        Acceptance accept = Acceptance.NONE;
        boolean idempotent = false;
        RecordMode mode = RecordMode.DURABLE;
        long timeoutMs = Endpoint.DEFAULT_TIMEOUT.toMillis();
        int maxInFlight = 0;
        List<String> sensitive = List.of();
        JsonText schema = null;
        while (in.next()) {
            switch (in.name()) {
                case "method" -> method = in.textUpTo(20);
                case "path" -> path = in.textUpTo(MAX_NAME);
                case "rpc" -> rpc = in.textUpTo(MAX_NAME);
                case "accept" -> accept = AcceptanceCodec.read(in);
                case "record" -> mode = mode(in);
                case "idempotent" -> idempotent = in.flag();
                case "timeoutMs" -> timeoutMs = in.natural();
                case "maxInFlight" -> maxInFlight = in.count();
                case "sensitive" -> sensitive = in.texts(64);
                case "schema" -> schema = schema(in);
                default -> in.skip();
            }
        }
        try {
            Duration timeout = Duration.ofMillis(timeoutMs);
            String name = name(method, path, rpc);
            return new Endpoint(
                    name, accept, mode, idempotent, timeout, maxInFlight, sensitive, schema);
        } catch (IllegalArgumentException e) {
            throw new ProtocolBreach(ErrorCode.INVALID_PARAMS, String.valueOf(e.getMessage()));
        }
    }

    /// A copy, lest one endpoint's schema keeps the whole announcement.
    private static @Nullable JsonText schema(Members in) throws IOException {
        if (!in.isObject()) {
            throw in.wrong("an object");
        }
        JsonText text = in.carried();
        return text.length() > Endpoint.MAX_SCHEMA_BYTES ? null : JsonText.trusted(text.toBytes());
    }

    private static String name(
            @Nullable String method, @Nullable String path, @Nullable String rpc) {
        if (rpc != null && method == null && path == null && rpc.indexOf(' ') < 0) {
            return rpc;
        }
        if (rpc == null && method != null && path != null && method.indexOf(' ') < 0) {
            return method.toUpperCase(Locale.ROOT) + ' ' + path;
        }
        throw new ProtocolBreach(
                ErrorCode.INVALID_PARAMS, "an endpoint has either method and path, or rpc");
    }

    private static Frame.Role role(Members in) throws IOException {
        return switch (in.text()) {
            case "live" -> Frame.Role.LIVE;
            case "candidate" -> Frame.Role.CANDIDATE;
            case "quarantine" -> Frame.Role.QUARANTINE;
            default -> throw in.wrong("live, candidate or quarantine");
        };
    }

    private static RecordMode mode(Members in) throws IOException {
        return switch (in.text()) {
            case "off" -> RecordMode.OFF;
            case "beside" -> RecordMode.BESIDE;
            case "durable" -> RecordMode.DURABLE;
            case "ahead" -> RecordMode.AHEAD;
            default -> throw in.wrong("off, beside, durable or ahead");
        };
    }
}
