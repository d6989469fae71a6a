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

    /// Announces the newest offer; empty when this conversation knows it already. What is too much
    /// for one message is said without its schemas.
    Optional<Heard> announce(Conversation to) throws InterruptedException {
        lock.lock();
        try {
            Offers.Offer newest = offers.newest();
            if (to == told && newest.generation() <= generation) {
                return Optional.empty();
            }
            told = to;
            generation = newest.generation();
            Heard heard = said(to, newest);
            return Optional.of(heard instanceof Heard.NotSent ? said(to, newest.bare()) : heard);
        } finally {
            lock.unlock();
        }
    }

    private static Heard said(Conversation to, Offers.Offer offer) throws InterruptedException {
        return to.ask(
                id -> new Frame.Announce(id, offer.generation(), offer.endpoints()),
                ReplyKind.ANNOUNCED,
                PATIENCE);
    }
}
