package dev.hera.broker.journal.record;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.hera.broker.call.CallId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/// One attempt in bytes, a message inside an ending.
final class AttemptCodec {
    private static final int NUMBER = 1;
    private static final int WORKER = 2;
    private static final int DECISION = 3;
    private static final int SENT = 4;
    private static final int TOOK = 5;
    private static final int WORKER_TIME = 6;
    private static final int OUTCOME = 7;

    private AttemptCodec() {}

    static ByteBuffer write(CallId id, KeptAttempt attempt) {
        int room = 4 * Fields.ROOM + Fields.room(attempt.worker());
        room += Fields.room(attempt.decision()) + Fields.room(attempt.outcome());
        return Fields.written(room, out -> write(id, attempt, out));
    }

    private static void write(CallId id, KeptAttempt attempt, CodedOutputStream out)
            throws IOException {
        Fields.number(out, NUMBER, attempt.number());
        Fields.text(out, WORKER, attempt.worker());
        Fields.text(out, DECISION, attempt.decision());
        Fields.time(out, SENT, id, attempt.sentAt());
        Fields.number(out, TOOK, attempt.tookNanos());
        Fields.number(out, WORKER_TIME, attempt.workerNanos());
        Fields.text(out, OUTCOME, attempt.outcome());
    }

    static KeptAttempt read(CallId id, ByteBuffer bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        int number = 0;
        String worker = "";
        String decision = "";
        Instant sentAt = id.madeAt();
        long took = 0;
        long workerTime = 0;
        String outcome = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case NUMBER -> number = in.readInt32();
                case WORKER -> worker = in.readString();
                case DECISION -> decision = in.readString();
                case SENT -> sentAt = Fields.time(in, id);
                case TOOK -> took = in.readInt64();
                case WORKER_TIME -> workerTime = in.readInt64();
                case OUTCOME -> outcome = in.readString();
                default -> in.skipField(tag);
            }
        }
        return new KeptAttempt(number, worker, decision, sentAt, took, workerTime, outcome);
    }
}
