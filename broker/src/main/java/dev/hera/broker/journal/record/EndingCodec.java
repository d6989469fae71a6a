package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An ending in bytes; its times are written as distances from the call's id.
public final class EndingCodec {
    private static final int ENDED = 1;
    private static final int OUTCOME = 2;
    private static final int KIND = 3;
    private static final int DETAIL = 4;
    private static final int HEADER = 5;
    private static final int CONTENT_TYPE = 6;
    private static final int STATUS = 12;
    private static final int WORKER = 13;
    private static final int ATTEMPT = 14;
    private static final int LEDGER = 15;
    private static final int CANDIDATES = 16;

    /// An outcome's number is its place, from 1.
    private static final List<String> OUTCOMES =
            List.of("answered", "accepted", "not-executed", "unknown");

    private EndingCodec() {}

    /// The bytes, in an array that the caller owns.
    public static ByteBuffer write(CallId id, Ending ending) {
        List<ByteBuffer> attempts = new ArrayList<>(ending.attempts().size());
        int room = room(ending);
        for (KeptAttempt attempt : ending.attempts()) {
            ByteBuffer one = AttemptCodec.write(id, attempt);
            attempts.add(one);
            room += Fields.ROOM + one.remaining();
        }
        return Fields.written(
                room,
                out -> {
                    write(id, ending, out);
                    for (ByteBuffer attempt : attempts) {
                        Fields.message(out, ATTEMPT, attempt);
                    }
                });
    }

    private static int room(Ending e) {
        int room = 10 * Fields.ROOM + BodyFields.room(e.body()) + Fields.room(e.outcome());
        room += Fields.room(e.kind()) + Fields.room(e.detail()) + Fields.room(e.contentType());
        room += Fields.room(e.worker()) + Fields.room(e.candidates());
        for (Map.Entry<String, List<String>> header : e.headers().entrySet()) {
            for (String value : header.getValue()) {
                room += Fields.room(header.getKey()) + Fields.room(value);
            }
        }
        return room;
    }

    private static void write(CallId id, Ending e, CodedOutputStream out) throws IOException {
        Fields.time(out, ENDED, id, e.endedAt());
        out.writeUInt32(OUTCOME, OUTCOMES.indexOf(e.outcome()) + 1);
        Fields.text(out, KIND, e.kind());
        Fields.text(out, DETAIL, e.detail());
        for (Map.Entry<String, List<String>> header : e.headers().entrySet()) {
            for (String value : header.getValue()) {
                Fields.anyText(out, HEADER, header.getKey());
                Fields.anyText(out, HEADER, value);
            }
        }
        Fields.text(out, CONTENT_TYPE, e.contentType());
        BodyFields.write(e.body(), out);
        Fields.number(out, STATUS, e.status());
        Fields.text(out, CANDIDATES, e.candidates());
        if (!isLast(e.worker(), e.attempts())) {
            Fields.text(out, WORKER, e.worker());
        }
        ledger(e.ledger(), out);
    }

    /// The worker is mostly that of the last attempt, and then not written again.
    private static boolean isLast(@Nullable String worker, List<KeptAttempt> attempts) {
        return !attempts.isEmpty() && attempts.getLast().worker().equals(worker);
    }

    private static void ledger(Ledger l, CodedOutputStream out) throws IOException {
        long[] parts = {l.total(), l.journal(), l.queue(), l.wire(), l.worker()};
        int size = 0;
        for (long part : parts) {
            size += CodedOutputStream.computeInt64SizeNoTag(part);
        }
        out.writeTag(LEDGER, Fields.LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
        for (long part : parts) {
            out.writeInt64NoTag(part);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws UncheckedIOException when the bytes are no ending
    public static Ending read(CallId id, ByteBuffer bytes) {
        try {
            return new Reading(id).read(CodedInputStream.newInstance(bytes));
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException(
                    "the ending of call " + id + " cannot be read", new IOException(e));
        }
    }

    /// The fields as they come.
    private static final class Reading {
        private final CallId id;
        private final BodyFields body = new BodyFields();
        private final Map<String, List<String>> headers = new HashMap<>();
        private final List<KeptAttempt> attempts = new ArrayList<>();
        private Instant endedAt;
        private String outcome = "unknown";
        private String kind = "";
        private String detail = "";
        private int status;
        private @Nullable String header;
        private @Nullable String contentType;
        private @Nullable String worker;
        private @Nullable String candidates;
        private Ledger ledger = Ledger.NONE;

        Reading(CallId id) {
            this.id = id;
            this.endedAt = id.madeAt();
        }

        Ending read(CodedInputStream in) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (!body.take(field, in) && !answer(field, in) && !course(field, in)) {
                    in.skipField(tag);
                }
            }
            if (worker == null && !attempts.isEmpty()) {
                worker = attempts.getLast().worker();
            }
            return new Ending(
                    endedAt,
                    outcome,
                    kind,
                    detail,
                    status,
                    headers,
                    contentType,
                    body.read(),
                    attempts,
                    ledger,
                    worker,
                    candidates);
        }

        private boolean answer(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case KIND -> kind = in.readString();
                case DETAIL -> detail = in.readString();
                case HEADER -> header(in.readString());
                case CONTENT_TYPE -> contentType = in.readString();
                case STATUS -> status = in.readInt32();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean course(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case ENDED -> endedAt = Fields.time(in, id);
                case OUTCOME -> outcome = OUTCOMES.get(in.readInt32() - 1);
                case WORKER -> worker = in.readString();
                case ATTEMPT -> attempts.add(AttemptCodec.read(id, in.readByteBuffer()));
                case LEDGER -> ledger = ledger(in);
                case CANDIDATES -> candidates = in.readString();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static Ledger ledger(CodedInputStream in) throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            long total = in.readInt64();
            long journal = in.readInt64();
            long queue = in.readInt64();
            long wire = in.readInt64();
            Ledger ledger = new Ledger(total, journal, queue, wire, in.readInt64());
            in.skipRawBytes(in.getBytesUntilLimit());
            in.popLimit(limit);
            return ledger;
        }

        /// Names and values come in turns.
        private void header(String text) {
            if (header == null) {
                header = text;
            } else {
                headers.computeIfAbsent(header, _ -> new ArrayList<>(1)).add(text);
                header = null;
            }
        }
    }
}
