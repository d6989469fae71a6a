package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// An opening in bytes; the id is in the key and not written again.
public final class OpeningCodec {
    private static final int ENDPOINT = 1;
    private static final int METHOD = 2;
    private static final int PATH = 3;
    private static final int QUERY = 4;
    private static final int HEADER = 5;
    private static final int CONTENT_TYPE = 6;
    private static final int CALLER = 12;
    private static final int GRANT = 13;
    private static final int RECEIVED = 14;
    private static final int MODE = 15;
    private static final int PATIENCE = 16;
    private static final int ROOT = 17;
    private static final int PARENT = 18;
    private static final int IDEMPOTENCY_KEY = 19;
    private static final int LATER = 20;
    private static final int RPC = 21;
    private static final int SERVICE = 22;
    private static final int DELIVERY = 23;
    private static final int ORIGINAL = 24;
    private static final int DEPTH = 25;
    private static final int BEHALF = 26;

    private OpeningCodec() {}

    /// The bytes, in an array that the caller owns.
    public static ByteBuffer write(Opening opening) {
        return Fields.written(room(opening), out -> write(opening, out));
    }

    private static int room(Opening o) {
        int room = 10 * Fields.ROOM + BodyFields.room(o.body());
        room += Fields.room(o.endpoint()) + Fields.room(o.method()) + Fields.room(o.path());
        room += Fields.room(o.query()) + Fields.room(o.contentType()) + Fields.room(o.caller());
        room += Fields.room(o.grant()) + Fields.room(o.idempotencyKey());
        if (o.origin() instanceof Origin.Remote remote) {
            room += Fields.ROOM + Fields.room(remote.service()) + Fields.room(remote.behalf());
        }
        for (Map.Entry<String, String> header : o.headers().entrySet()) {
            room += Fields.room(header.getKey()) + Fields.room(header.getValue());
        }
        return room;
    }

    private static void write(Opening o, CodedOutputStream out) throws IOException {
        Fields.text(out, ENDPOINT, o.endpoint());
        if (!o.method().equals(methodOf(o.endpoint()))) {
            Fields.anyText(out, METHOD, o.method());
        }
        if (!o.path().equals(pathOf(o.endpoint()))) {
            Fields.anyText(out, PATH, o.path());
        }
        Fields.text(out, QUERY, o.query());
        for (Map.Entry<String, String> header : o.headers().entrySet()) {
            Fields.anyText(out, HEADER, header.getKey());
            Fields.anyText(out, HEADER, header.getValue());
        }
        Fields.text(out, CONTENT_TYPE, o.contentType());
        BodyFields.write(o.body(), out);
        Fields.text(out, CALLER, o.caller());
        Fields.text(out, GRANT, o.grant());
        Fields.time(out, RECEIVED, o.id(), o.receivedAt());
        out.writeUInt32(MODE, number(o.mode()));
        Fields.number(out, PATIENCE, o.patience().toMillis());
        if (!o.root().equals(o.id())) {
            Fields.id(out, ROOT, o.root());
        }
        if (o.parent() != null) {
            Fields.id(out, PARENT, o.parent());
        }
        Fields.text(out, IDEMPOTENCY_KEY, o.idempotencyKey());
        Fields.number(out, LATER, o.later() ? 1 : 0);
        origin(o.origin(), out);
    }

    private static void origin(Origin origin, CodedOutputStream out) throws IOException {
        switch (origin) {
            case Origin.Http _ -> {}
            case Origin.Rpc _ -> out.writeUInt32(RPC, 1);
            case Origin.Remote(String service, int depth, String behalf) -> {
                Fields.anyText(out, SERVICE, service);
                Fields.number(out, DEPTH, depth);
                Fields.text(out, BEHALF, behalf);
            }
            case Origin.Delivery(int attempt) -> out.writeUInt32(DELIVERY, attempt);
            case Origin.Replay(CallId original, _) -> Fields.id(out, ORIGINAL, original);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws UncheckedIOException when the bytes are no opening
    public static Opening read(CallId id, ByteBuffer bytes) {
        try {
            return new Reading(id).read(CodedInputStream.newInstance(bytes));
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException(
                    "the opening of call " + id + " cannot be read", new IOException(e));
        }
    }

    private static String methodOf(String endpoint) {
        return endpoint.substring(0, Math.max(0, endpoint.indexOf(' ')));
    }

    private static String pathOf(String endpoint) {
        return endpoint.substring(endpoint.indexOf(' ') + 1);
    }

    private static int number(RecordMode mode) {
        return switch (mode) {
            case OFF -> 1;
            case BESIDE -> 2;
            case DURABLE -> 3;
            case AHEAD -> 4;
        };
    }

    /// A mode of a newer version keeps at least this much.
    private static RecordMode mode(int number) {
        return switch (number) {
            case 1 -> RecordMode.OFF;
            case 2 -> RecordMode.BESIDE;
            case 4 -> RecordMode.AHEAD;
            default -> RecordMode.DURABLE;
        };
    }

    /// The fields as they come.
    private static final class Reading {
        private final CallId id;
        private final BodyFields body = new BodyFields();
        private final Map<String, String> headers = new HashMap<>();
        private String endpoint = "";
        private @Nullable String method;
        private @Nullable String path;
        private String query = "";
        private @Nullable String header;
        private @Nullable String contentType;
        private String caller = "";
        private String grant = "";
        private Instant receivedAt;
        private Origin origin = Origin.HTTP;
        private @Nullable String service;
        private int depth = 1;
        private String behalf = "";
        private CallId root;
        private @Nullable CallId parent;
        private @Nullable String key;
        private Duration patience = Duration.ZERO;
        private RecordMode mode = RecordMode.DURABLE;
        private boolean later;

        Reading(CallId id) {
            this.id = id;
            this.root = id;
            this.receivedAt = id.madeAt();
        }

        Opening read(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (!body.take(field, in) && !what(field, in) && !who(field, in)) {
                    in.skipField(tag);
                }
            }
            return new Opening(
                    id,
                    endpoint,
                    method == null ? methodOf(endpoint) : method,
                    path == null ? pathOf(endpoint) : path,
                    query,
                    headers,
                    contentType,
                    body.read(),
                    caller,
                    grant,
                    receivedAt,
                    service == null ? origin : new Origin.Remote(service, depth, behalf),
                    root,
                    parent,
                    key,
                    patience,
                    mode,
                    later);
        }

        private boolean what(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case ENDPOINT -> endpoint = in.readString();
                case METHOD -> method = in.readString();
                case PATH -> path = in.readString();
                case QUERY -> query = in.readString();
                case HEADER -> header(in.readString());
                case CONTENT_TYPE -> contentType = in.readString();
                case IDEMPOTENCY_KEY -> key = in.readString();
                case PATIENCE -> patience = Duration.ofMillis(in.readInt64());
                case MODE -> mode = mode(in.readInt32());
                case LATER -> later = in.readInt64() != 0;
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean who(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case CALLER -> caller = in.readString();
                case GRANT -> grant = in.readString();
                case RECEIVED -> receivedAt = Fields.time(in, id);
                case ROOT -> root = Fields.id(in);
                case PARENT -> parent = Fields.id(in);
                case RPC -> origin = in.readInt32() == 1 ? Origin.RPC : origin;
                case SERVICE -> service = in.readString();
                case DEPTH -> depth = (int) in.readInt64();
                case BEHALF -> behalf = in.readString();
                case DELIVERY -> origin = new Origin.Delivery(in.readInt32());
                case ORIGINAL -> origin = new Origin.Replay(Fields.id(in));
                default -> {
                    return false;
                }
            }
            return true;
        }

        /// Names and values come in turns.
        private void header(String text) {
            if (header == null) {
                header = text;
            } else {
                headers.put(header, text);
                header = null;
            }
        }
    }
}
