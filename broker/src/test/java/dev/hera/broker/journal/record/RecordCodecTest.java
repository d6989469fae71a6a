package dev.hera.broker.journal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.Settlement.Action;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;

class RecordCodecTest {
    private static final long SEED = 20_261_121;

    private final Samples samples = new Samples(SEED);

    @Test
    void whatIsWrittenIsReadBack() {
        for (int i = 0; i < 2000; i++) {
            Opening opening = samples.strangeOpening();
            assertEquals(opening, OpeningCodec.read(opening.id(), OpeningCodec.write(opening)));
            Ending ending = samples.strangeEnding(opening.id());
            ByteBuffer bytes = EndingCodec.write(opening.id(), ending);
            assertEquals(ending, EndingCodec.read(opening.id(), bytes));
        }
    }

    @Test
    void theUsualCallTakesFewBytes() {
        Opening opening = samples.usual();
        int body = 140;
        int first = OpeningCodec.write(opening).remaining() - body;
        int second = EndingCodec.write(opening.id(), samples.answered(opening)).remaining() - body;
        assertTrue(first < 110, "an opening has " + first + " bytes besides its body");
        assertTrue(second < 100, "an ending has " + second + " bytes besides its body");
    }

    @Test
    void fieldsOfANewerVersionArePassedOver() throws IOException {
        Opening opening = samples.usual();
        ByteBuffer newer = ByteBuffer.allocate(1000);
        newer.put(OpeningCodec.write(opening)).put(unknownFields()).flip();
        assertEquals(opening, OpeningCodec.read(opening.id(), newer));

        Ending ending = samples.answered(opening);
        newer.clear().put(EndingCodec.write(opening.id(), ending)).put(unknownFields()).flip();
        assertEquals(ending, EndingCodec.read(opening.id(), newer));
    }

    private static byte[] unknownFields() throws IOException {
        byte[] bytes = new byte[100];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(900, "what nobody knows yet");
        out.writeInt64(901, -1);
        out.writeFixed64(902, 7);
        return java.util.Arrays.copyOf(bytes, out.getTotalBytesWritten());
    }

    /// Someone else's reader finds what the schema says.
    @Test
    void theBytesAreWhatTheSchemaSays() throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(OpeningCodec.write(samples.usual()));
        StringBuilder seen = new StringBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case 1, 12, 13 ->
                        seen.append(field).append('=').append(in.readString()).append(' ');
                case 15 -> seen.append("mode=").append(in.readUInt32()).append(' ');
                case 16 -> seen.append("patience=").append(in.readInt64());
                default -> assertTrue(in.skipField(tag));
            }
        }
        assertEquals("1=POST /0/echo 12=shop 13=call * mode=3 patience=10000", seen.toString());
    }

    @Test
    void damagedBytesAreSaidToBeUnreadable() {
        Random random = new Random(SEED);
        Opening opening = samples.usual();
        CallId id = opening.id();
        byte[] whole = bytes(EndingCodec.write(id, samples.answered(opening)));
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                EndingCodec.read(id, ByteBuffer.wrap(damaged));
            } catch (UncheckedIOException e) {
                refused++;
            }
        }
        assertTrue(refused > 50, "only " + refused + " of 2000 were refused");
        ByteBuffer half = ByteBuffer.wrap(whole, 0, whole.length / 2);
        assertThrows(UncheckedIOException.class, () -> EndingCodec.read(id, half));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void aSettlementKeepsWhoSaidWhat() {
        Instant at = Instant.ofEpochMilli(1_790_000_000_123L);
        for (Action action : Action.values()) {
            Settlement settlement = new Settlement(action, at, "stock", "booked as 17");
            assertEquals(settlement, SettlementCodec.read(SettlementCodec.write(settlement)));
        }
    }

    @Test
    void keysSortByTimeAndKeepTheirParts() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        CallId earlier = CallId.next(now.minusMillis(1), 7, new Random(1));
        CallId later = CallId.next(now, 7, new Random(1));
        byte[][] sorted = {
            RecordKey.of(earlier, RecordKey.OPENING),
            RecordKey.of(earlier, RecordKey.SETTLEMENT),
            RecordKey.after(earlier),
            RecordKey.at(now),
            RecordKey.of(later, RecordKey.OPENING)
        };
        for (int i = 1; i < sorted.length; i++) {
            assertTrue(java.util.Arrays.compareUnsigned(sorted[i - 1], sorted[i]) < 0);
        }
        assertEquals(earlier, RecordKey.id(sorted[1]));
        assertEquals(RecordKey.SETTLEMENT, RecordKey.part(sorted[1]));
    }
}
