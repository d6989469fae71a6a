package dev.hera.broker.accept.shadow;

import dev.hera.broker.accept.keep.Contents;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.Shadow;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Sends the copies of one endpoint, never more at once than the endpoint has deliveries in flight,
/// and counts what comes of them. Any thread; its own monitor guards everything and is held by
/// nothing that waits.
final class Copier {
    /// Most copies that wait; with their bytes, the most of memory that a slow shadow costs.
    static final int MOST_WAITING = 1_000;

    static final long MOST_BYTES = 16 << 20;
    private static final int DIFFERENCES = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Copier.class);

    private final String endpoint;
    private final Ways ways;
    private final InstantSource clock;
    private final Deque<Copy> waiting = new ArrayDeque<>();
    private final Deque<Difference> differences = new ArrayDeque<>();
    private @Nullable Shadow shadow;
    private int inFlight = 1;
    private String promoted = "";
    private long bytes;
    private int running;
    private long equal;
    private long different;
    private long failed;
    private long dropped;
    private long fallback;
    private String lastFailure = "";
    private boolean closed;

    /// A call that waits to run once more.
    private record Copy(Contents contents, Outcome first, String service) {
        private int bytes() {
            Call call = contents.call();
            return call.body().length() + call.query().length() + 512;
        }
    }

    Copier(String endpoint, Ways ways, InstantSource clock) {
        this.endpoint = endpoint;
        this.ways = ways;
        this.clock = clock;
    }

    /// What the endpoint announces.
    synchronized void rules(Delivery delivery) {
        shadow = delivery.shadow();
        inFlight = delivery.inFlight();
    }

    /// What an operator has set: this service is the first; empty for none. It counts while it is
    /// the endpoint's shadow.
    synchronized void promoted(String service) {
        promoted = service;
    }

    /// The service whose candidates get the calls before all others; empty for none.
    synchronized String first() {
        return shadow != null && shadow.service().equals(promoted) ? promoted : "";
    }

    /// The shadow that the endpoint announces; empty for none.
    synchronized String service() {
        return shadow == null ? "" : shadow.service();
    }

    /// A call has its answer; perhaps it is copied. Never waits.
    void ran(Contents contents, Outcome outcome) {
        String worker = outcome.worker();
        if (worker == null || ways.isLive().test(worker)) {
            offerToShadow(contents, outcome);
        } else {
            offer(new Copy(contents, outcome, ""));
        }
    }

    /// The first service ran it; where it is the second one now, it ran it as the fallback.
    private synchronized void offerToShadow(Contents contents, Outcome outcome) {
        if (!first().isEmpty()) {
            fallback += isCopied(contents.call().id()) ? 1 : 0;
        } else if (shadow != null) {
            offer(new Copy(contents, outcome, shadow.service()));
        }
    }

    private boolean isCopied(CallId id) {
        return shadow != null && !closed && isChosen(id, shadow.share());
    }

    private synchronized void offer(Copy copy) {
        if (!isCopied(copy.contents().call().id())) {
            return;
        }
        if (waiting.size() >= MOST_WAITING || bytes + copy.bytes() > MOST_BYTES) {
            dropped++;
            return;
        }
        waiting.add(copy);
        bytes += copy.bytes();
        if (running < inFlight) {
            running++;
            Thread.ofVirtual().name("hera-shadow").start(this::work);
        }
    }

    /// The last 53 bits of an id are drawn by lot.
    private static boolean isChosen(CallId id, double share) {
        long drawn = id.uuid().getLeastSignificantBits() & (1L << 53) - 1;
        return drawn * 0x1p-53 < share;
    }

    private void work() {
        for (Copy copy = next(); copy != null; copy = next()) {
            count(copy, compared(copy));
        }
    }

    private synchronized @Nullable Copy next() {
        Copy copy = running > inFlight ? null : waiting.poll();
        if (copy == null) {
            running--;
        } else {
            bytes -= copy.bytes();
        }
        return copy;
    }

    private Comparison compared(Copy copy) {
        Contents contents = copy.contents();
        try {
            Outcome second = ways.copy().go(contents.call(), contents.caller(), copy.service());
            return Comparison.of(copy.first(), second);
        } catch (RuntimeException bug) {
            LOG.error("a copy of {} failed inside the broker", contents.call().id(), bug);
            return new Comparison.Failed("the broker has a fault; its log says more");
        }
    }

    private synchronized void count(Copy copy, Comparison comparison) {
        switch (comparison) {
            case Comparison.Equal _ -> equal++;
            case Comparison.Different(String what) -> {
                different++;
                differences.addFirst(
                        new Difference(copy.contents().call().id(), clock.instant(), what));
                if (differences.size() > DIFFERENCES) {
                    differences.removeLast();
                }
            }
            case Comparison.Failed(String why) -> {
                failed++;
                lastFailure = why;
            }
        }
    }

    synchronized ShadowView view() {
        return new ShadowView(
                endpoint,
                service(),
                shadow == null ? 0 : shadow.share(),
                !first().isEmpty(),
                new ShadowView.Counts(equal, different, failed, dropped, fallback),
                waiting.size(),
                running,
                List.copyOf(differences),
                lastFailure);
    }

    /// Copies that wait are dropped, and no more are taken.
    synchronized void close() {
        closed = true;
        dropped += waiting.size();
        waiting.clear();
        bytes = 0;
    }
}
