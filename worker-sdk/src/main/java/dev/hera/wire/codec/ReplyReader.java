package dev.hera.wire.codec;

import static dev.hera.wire.codec.CallReader.required;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads results and errors, each by what the request waits for.
final class ReplyReader {
    private ReplyReader() {}

    static Frame reply(ReplyKind kind, long id, Members at) throws IOException {
        return switch (kind) {
            case CHALLENGE -> new Frame.Challenge(id, auth(at.object()));
            case WELCOME -> welcome(id, at.object());
            case ANNOUNCED -> announced(id, at.object());
            case STATUS -> new Frame.Status(id, vitals(at.object()));
            case ANSWER -> answer(id, at.object());
            case ACKNOWLEDGED -> skipped(at, new Frame.Acknowledged(id));
            case NONE -> skipped(at, new Frame.Unmatched(id));
        };
    }

    private static Frame skipped(Members at, Frame frame) throws IOException {
        at.skip();
        return frame;
    }

    private static String auth(Members in) throws IOException {
        String auth = null;
        while (in.next()) {
            switch (in.name()) {
                case "auth" -> auth = in.textUpTo(1000);
                default -> in.skip();
            }
        }
        return required(auth, "auth");
    }

    private static Frame welcome(long id, Members in) throws IOException {
        String auth = null;
        String broker = "";
        String worker = "";
        int[] limits = {0, 0, 0};
        while (in.next()) {
            switch (in.name()) {
                case "auth" -> auth = in.textUpTo(1000);
                case "broker" -> broker = in.textUpTo(64);
                case "worker" -> worker = in.textUpTo(100);
                case "limits" -> limits(in.object(), limits);
                default -> in.skip();
            }
        }
        String proof = required(auth, "auth");
        return new Frame.Welcome(id, proof, broker, worker, limits[0], limits[1], limits[2]);
    }

    private static void limits(Members in, int[] limits) throws IOException {
        while (in.next()) {
            switch (in.name()) {
                case "frame" -> limits[0] = in.count();
                case "batch" -> limits[1] = in.count();
                case "statusPerSecond" -> limits[2] = in.count();
                default -> in.skip();
            }
        }
    }

    private static Frame announced(long id, Members in) throws IOException {
        int accepted = 0;
        List<Frame.Refused> refused = new ArrayList<>();
        while (in.next()) {
            switch (in.name()) {
                case "accepted" -> accepted = in.count();
                case "refused" -> {
                    while (in.nextObject()) {
                        refused.add(refused(in.object()));
                    }
                }
                default -> in.skip();
            }
        }
        return new Frame.Announced(id, accepted, refused);
    }

    private static Frame.Refused refused(Members in) throws IOException {
        String endpoint = "";
        String why = "";
        while (in.next()) {
            switch (in.name()) {
                case "endpoint" -> endpoint = in.text();
                case "why" -> why = in.text();
                default -> in.skip();
            }
        }
        return new Frame.Refused(endpoint, why);
    }

    private static Frame answer(long id, Members in) throws IOException {
        int status = 200;
        Map<String, List<String>> headers = Map.of();
        Body body = Body.NONE;
        String contentType = null;
        Load load = Load.NONE;
        while (in.next()) {
            switch (in.name()) {
                case "status" -> status = in.count();
                case "headers" -> headers = in.manyHeaders();
                case "body" -> body = new Body.Json(in.carried());
                case "bodyBase64" -> body = new Body.Binary(in.base64());
                case "contentType" -> contentType = in.isNull() ? null : in.text();
                case "load" -> load = load(in.object());
                default -> in.skip();
            }
        }
        return new Frame.Answer(id, status, headers, body, contentType, load);
    }

    /// An error; its id may still be unknown when it stands before the id.
    static Frame failure(long id, Members at) throws IOException {
        Members in = at.object();
        int code = ErrorCode.INTERNAL_ERROR;
        String message = "";
        Rider data = new Rider(null, null);
        while (in.next()) {
            switch (in.name()) {
                case "code" -> code = (int) in.number();
                case "message" -> message = in.text();
                case "data" -> data = data(in);
                default -> in.skip();
            }
        }
        return new Frame.Failure(id, code, message, data.load(), data.told());
    }

    /// What rides along with an error.
    private record Rider(@Nullable Load load, Frame.@Nullable Told told) {}

    private static Rider data(Members at) throws IOException {
        if (at.isNull()) {
            return new Rider(null, null);
        }
        Members in = at.object();
        Load load = null;
        UUID uuid = null;
        String outcome = "";
        String worker = "";
        while (in.next()) {
            switch (in.name()) {
                case "load" -> load = load(in.object());
                case "uuid" -> uuid = in.uuid();
                case "outcome" -> outcome = in.textUpTo(20);
                case "worker" -> worker = in.textUpTo(100);
                default -> in.skip();
            }
        }
        return new Rider(load, uuid == null ? null : new Frame.Told(uuid, outcome, worker));
    }

    private static Load load(Members in) throws IOException {
        int inFlight = 0;
        int yours = 0;
        long execMicros = 0;
        List<String> flags = List.of();
        while (in.next()) {
            switch (in.name()) {
                case "inFlight" -> inFlight = in.count();
                case "yours" -> yours = in.count();
                case "execMicros" -> execMicros = in.natural();
                case "flags" -> flags = in.texts(16);
                default -> in.skip();
            }
        }
        return new Load(
                inFlight,
                yours,
                execMicros,
                flags.contains("BUSY"),
                flags.contains("DRAINING"),
                flags.contains("MEMORY"));
    }

    /// A report; what is out of range breaks the protocol, so that the last good one is kept.
    static Vitals vitals(Members in) throws IOException {
        long[] whole = new long[5];
        double[] shares = new double[4];
        Vitals.State state = Vitals.State.READY;
        int inFlight = 0;
        while (in.next()) {
            switch (in.name()) {
                case "seq" -> whole[0] = in.natural();
                case "uptimeMs" -> whole[1] = in.natural();
                case "state" -> state = state(in);
                case "cpu" -> shares[0] = in.number();
                case "cpuHost" -> shares[1] = in.number();
                case "rss" -> whole[2] = in.natural();
                case "memoryLimit" -> whole[3] = in.natural();
                case "memoryUse" -> shares[2] = in.number();
                case "inFlight" -> inFlight = in.count();
                case "inFlightMean" -> shares[3] = in.number();
                case "gcMs" -> whole[4] = in.natural();
                default -> in.skip();
            }
        }
        try {
            return new Vitals(
                    whole[0], whole[1], state, shares[0], shares[1], whole[2], whole[3], shares[2],
                    inFlight, shares[3], whole[4]);
        } catch (IllegalArgumentException e) {
            throw new ProtocolBreach(ErrorCode.INVALID_PARAMS, String.valueOf(e.getMessage()));
        }
    }

    private static Vitals.State state(Members in) throws IOException {
        return switch (in.text()) {
            case "READY" -> Vitals.State.READY;
            case "DRAINING" -> Vitals.State.DRAINING;
            default -> throw in.wrong("READY or DRAINING");
        };
    }
}
