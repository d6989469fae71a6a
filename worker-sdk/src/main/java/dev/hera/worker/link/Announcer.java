package dev.hera.worker.link;

import dev.hera.wire.Frame;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.worker.talk.Conversation;
import dev.hera.worker.talk.Heard;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Tells one broker what this worker offers, one announcement after the other, so that none
/// overtakes a newer one; any thread, which waits for its turn and for the broker's word.
final class Announcer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final Offers offers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Conversation told;
    private long generation;

    Announcer(Offers offers) {
        this.offers = offers;
    }

    /// Announces the newest offer; empty when this conversation knows it already.
    Optional<Heard> announce(Conversation to) throws InterruptedException {
        lock.lock();
        try {
            Offers.Offer newest = offers.newest();
            if (to == told && newest.generation() <= generation) {
                return Optional.empty();
            }
            told = to;
            generation = newest.generation();
            return Optional.of(
                    to.ask(
                            id -> new Frame.Announce(id, newest.generation(), newest.endpoints()),
                            ReplyKind.ANNOUNCED,
                            PATIENCE));
        } finally {
            lock.unlock();
        }
    }
}
