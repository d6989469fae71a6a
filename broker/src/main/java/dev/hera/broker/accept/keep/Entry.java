package dev.hera.broker.accept.keep;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.call.CallId;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/// One accepted call as a start reads it: everything but its contents.
public record Entry(Ticket ticket, Progress progress) {
    private static final byte VERSION = 1;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(ticket.id().uuid().getMostSignificantBits());
            out.writeLong(ticket.id().uuid().getLeastSignificantBits());
            out.writeUTF(ticket.endpoint());
            out.writeBoolean(ticket.key() != null);
            if (ticket.key() != null) {
                out.writeUTF(ticket.key());
            }
            out.writeLong(ticket.acceptedAt().toEpochMilli());
            out.writeInt(ticket.bytes());
            out.writeLong(ticket.print());
            out.writeByte(number(progress.standing()));
            out.writeInt(progress.attempts());
            out.writeInt(progress.forgiven());
            out.writeInt(progress.deaths());
            out.writeLong(progress.since().toEpochMilli());
            out.writeUTF(progress.why());
        } catch (IOException e) {
            throw new KeepFault("an accepted call cannot be written down", e);
        }
        return bytes.toByteArray();
    }

    static Entry read(long number, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + ", this broker knows " + VERSION);
            }
            Ticket ticket =
                    new Ticket(
                            number,
                            new CallId(new UUID(in.readLong(), in.readLong())),
                            in.readUTF(),
                            in.readBoolean() ? in.readUTF() : null,
                            Instant.ofEpochMilli(in.readLong()),
                            in.readInt(),
                            in.readLong());
            Standing standing = standing(in.readByte());
            return new Entry(
                    ticket,
                    new Progress(
                            standing,
                            in.readInt(),
                            in.readInt(),
                            in.readInt(),
                            Instant.ofEpochMilli(in.readLong()),
                            in.readUTF()));
        } catch (IOException e) {
            throw new KeepFault("accepted call " + number + " cannot be read: " + e, e);
        }
    }

    private static int number(Standing standing) {
        return switch (standing) {
            case PENDING -> 0;
            case DELIVERING -> 1;
            case PARKED -> 2;
            case QUARANTINED -> 3;
        };
    }

    private static Standing standing(byte number) throws IOException {
        for (Standing standing : Standing.values()) {
            if (number(standing) == number) {
                return standing;
            }
        }
        throw new IOException("standing " + number);
    }
}
