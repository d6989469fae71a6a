package dev.hera.broker.call;

import dev.hera.wire.id.BrokerMark;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A call's id: a UUID of version 7 (RFC 9562), so that ids sort by the time they were made.
public record CallId(UUID uuid) implements Comparable<CallId> {
    /// A new id for a call received now; unique without a lock by 62 random bits.
    ///
    /// @param mark of the broker that makes it, see [BrokerMark]
    public static CallId next(Instant now, int mark, RandomGenerator random) {
        long millis = now.toEpochMilli();
        long high = millis << 16 | 0x7000 | (mark & BrokerMark.BITS);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new CallId(new UUID(high, low));
    }

    /// Reads the text form; empty when it is none that a broker could have made.
    public static Optional<CallId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            boolean ours = uuid.version() == 7 && uuid.variant() == 2;
            boolean plain = uuid.toString().equalsIgnoreCase(text);
            return ours && plain ? Optional.of(new CallId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The id as the id of a trace: 32 hexadecimal digits.
    public String trace() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(uuid.getMostSignificantBits())
                + hex.toHexDigits(uuid.getLeastSignificantBits());
    }

    /// The span of this call within its trace: its 62 random bits, never all 0.
    public String span() {
        return HexFormat.of().toHexDigits(uuid.getLeastSignificantBits());
    }

    /// The span of one attempt of this call. Nothing needs to be kept to know it again: the finish
    /// of SplitMix64 gives each number another one.
    ///
    /// @param attempt 1 for the first
    public String span(int attempt) {
        long mixed = uuid.getLeastSignificantBits() + attempt * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return HexFormat.of().toHexDigits(mixed == 0 ? attempt : mixed);
    }

    /// The id as a number, and one more: where the next call could be.
    public CallId next() {
        long low = uuid.getLeastSignificantBits() + 1;
        long high = uuid.getMostSignificantBits() + (low == 0 ? 1 : 0);
        return new CallId(new UUID(high, low));
    }

    /// When the id was made, to the millisecond.
    public Instant madeAt() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
    }

    /// The mark of the broker that made it.
    public int mark() {
        return BrokerMark.in(uuid);
    }

    @Override
    public int compareTo(CallId other) {
        int high =
                Long.compareUnsigned(
                        uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
