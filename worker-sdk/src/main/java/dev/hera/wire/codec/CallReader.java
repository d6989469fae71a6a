package dev.hera.wire.codec;

import dev.hera.wire.Body;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Reads the params of requests and notes, each by its method.
final class CallReader {
    private static final long NO_ID = -1;

    private CallReader() {}

    /// Reads params; the members stand on them. An id of -1 makes it a note.
    static Frame request(String method, long id, Members at) throws IOException {
        if (id == NO_ID) {
            return note(method, at);
        }
        return switch (method) {
            case "hera.hello" -> GreetingReader.hello(id, at.object());
            case "hera.prove" -> GreetingReader.prove(id, at.object());
            case "hera.announce" -> GreetingReader.announce(id, at.object());
            case "hera.status" -> skipped(at, new Frame.StatusAsk(id));
            case "hera.draining" -> draining(id, at.object());
            case "hera.settle" -> settle(id, at.object());
            case "hera.call" -> new Params().read(at.object()).remoteCall(id);
            default ->
                    method.startsWith("hera.")
                            ? skipped(at, new Frame.UnknownRequest(id, method))
                            : new Params().read(at.object()).invoke(id, method);
        };
    }

    private static Frame note(String method, Members at) throws IOException {
        return switch (method) {
            case "hera.vitals" -> new Frame.VitalsNote(ReplyReader.vitals(at.object()));
            case "hera.cancel" -> cancel(at.object());
            case "hera.lameDuck" -> lameDuck(at.object());
            default -> skipped(at, new Frame.UnknownNote(method));
        };
    }

    private static Frame skipped(Members at, Frame frame) throws IOException {
        at.skip();
        return frame;
    }

    private static Frame cancel(Members members) throws IOException {
        long target = NO_ID;
        while (members.next()) {
            switch (members.name()) {
                case "id" -> target = members.natural();
                default -> members.skip();
            }
        }
        return new Frame.Cancel(target);
    }

    private static Frame lameDuck(Members members) throws IOException {
        long after = 0;
        while (members.next()) {
            switch (members.name()) {
                case "reconnectAfterMs" -> after = members.natural();
                default -> members.skip();
            }
        }
        return new Frame.LameDuck(after);
    }

    private static Frame draining(long id, Members members) throws IOException {
        String reason = "";
        long deadlineMs = 0;
        while (members.next()) {
            switch (members.name()) {
                case "reason" -> reason = members.textUpTo(300);
                case "deadlineMs" -> deadlineMs = members.natural();
                default -> members.skip();
            }
        }
        return new Frame.Draining(id, reason, deadlineMs);
    }

    private static Frame settle(long id, Members members) throws IOException {
        UUID uuid = null;
        String action = "";
        String note = "";
        while (members.next()) {
            switch (members.name()) {
                case "uuid" -> uuid = members.uuid();
                case "action" -> action = members.textUpTo(20);
                case "note" -> note = members.textUpTo(1000);
                default -> members.skip();
            }
        }
        return new Frame.Settle(id, required(uuid, "uuid"), action, note);
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new ProtocolBreach(ErrorCode.INVALID_PARAMS, "member " + name + " is missing");
        }
        return value;
    }

    /// The params of a call, in the order they come.
    private static final class Params {
        private String endpoint = "";
        private @Nullable UUID uuid;
        private int attempt = 1;
        private String path = "";
        private String query = "";
        private Map<String, String> headers = Map.of();
        private Body body = Body.NONE;
        private @Nullable String contentType;
        private String caller = "";
        private long deadlineMs;
        private long receivedAt;
        private @Nullable UUID root;
        private @Nullable UUID parent;
        private boolean replay;
        private boolean force;
        private int depth;
        private boolean onBehalf;

        Params read(Members in) throws IOException {
            while (in.next()) {
                switch (in.name()) {
                    case "endpoint" -> endpoint = in.textUpTo(300);
                    case "uuid" -> uuid = in.uuid();
                    case "attempt" -> attempt = in.count();
                    case "path" -> path = in.text();
                    case "query" -> query = in.text();
                    case "headers" -> headers = in.headers();
                    case "body" -> body = new Body.Json(in.carried());
                    case "bodyBase64" -> body = new Body.Binary(in.base64());
                    case "contentType" -> contentType = in.isNull() ? null : in.text();
                    case "caller" -> caller = in.textUpTo(300);
                    case "deadlineMs" -> deadlineMs = in.natural();
                    case "receivedAt" -> receivedAt = in.natural();
                    case "root" -> root = in.uuid();
                    case "parent" -> parent = in.isNull() ? null : in.uuid();
                    case "replay" -> replay = in.flag();
                    case "force" -> force = in.flag();
                    case "depth" -> depth = in.count();
                    case "onBehalf" -> onBehalf = in.flag();
                    default -> in.skip();
                }
            }
            return this;
        }

        Frame invoke(long id, String name) {
            UUID known = required(uuid, "uuid");
            return new Frame.Invoke(
                    id,
                    name,
                    known,
                    attempt,
                    path,
                    query,
                    headers,
                    body,
                    contentType,
                    caller,
                    deadlineMs,
                    Instant.ofEpochMilli(receivedAt),
                    root == null ? known : root,
                    parent,
                    replay,
                    force,
                    depth);
        }

        Frame remoteCall(long id) {
            return new Frame.RemoteCall(
                    id,
                    endpoint,
                    path,
                    query,
                    headers,
                    body,
                    contentType,
                    deadlineMs,
                    required(root, "root"),
                    required(parent, "parent"),
                    depth,
                    onBehalf);
        }
    }
}
