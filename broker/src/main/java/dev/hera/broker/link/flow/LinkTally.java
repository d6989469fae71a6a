package dev.hera.broker.link.flow;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens on all links of a broker since its start; any thread.
public final class LinkTally {
    private final Map<What, LongAdder> counts = new EnumMap<>(What.class);

    /// What is counted.
    public enum What {
        /// A worker proved itself.
        JOINED,
        /// A handshake was refused: wrong secret, wrong proof, too slow.
        REFUSED,
        /// A handshake was put off, too many at once.
        PUT_OFF,
        /// A link ended.
        LEFT,
        /// An answer came after its call was given up.
        LATE_ANSWER,
        /// A reply to nothing that was asked.
        FOREIGN_REPLY,
        /// A report that says nonsense.
        BAD_VITALS,
        /// A report too many, or out of order.
        DROPPED_VITALS,
        /// A message that breaks the protocol.
        MALFORMED,
        /// A call that found the link's queue full.
        QUEUE_FULL,
        /// A link closed because a write took too long.
        WRITE_TIMEOUT,
        /// A WebSocket message came, of this many frames and bytes.
        MESSAGES_IN,
        FRAMES_IN,
        BYTES_IN,
        /// A WebSocket message left.
        MESSAGES_OUT,
        FRAMES_OUT,
        BYTES_OUT
    }

    /// What should not happen, and is a worker's fault or its link's.
    public static final Set<What> FAULTS =
            Set.copyOf(EnumSet.range(What.LATE_ANSWER, What.WRITE_TIMEOUT));

    public LinkTally() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    /// One more.
    public void count(What what) {
        counter(what).increment();
    }

    /// A message came in.
    public void came(int frames, int bytes) {
        count(What.MESSAGES_IN);
        counter(What.FRAMES_IN).add(frames);
        counter(What.BYTES_IN).add(bytes);
    }

    /// A message goes out.
    public void goes(int frames, int bytes) {
        count(What.MESSAGES_OUT);
        counter(What.FRAMES_OUT).add(frames);
        counter(What.BYTES_OUT).add(bytes);
    }

    /// How many until now.
    public long of(What what) {
        return counter(what).sum();
    }

    private LongAdder counter(What what) {
        return Objects.requireNonNull(counts.get(what));
    }

    /// Every count.
    public Map<What, Long> all() {
        Map<What, Long> all = new TreeMap<>();
        for (What what : What.values()) {
            all.put(what, of(what));
        }
        return all;
    }
}
