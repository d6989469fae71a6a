package dev.hera.broker.recall;

import dev.hera.broker.call.CallId;

import java.time.Duration;
import java.util.Optional;

/// A question between brokers, as it stands in the path; what is signed is exactly this text.
record PeerQuestion(CallId id, Asker.Right right, Duration patience) {
    /// Where brokers ask each other, on the internal listener.
    static final String PATH = "/_hera/peer/calls/";

    String path() {
        return PATH + id + "?right=" + right.word() + "&wait=" + patience.toMillis();
    }

    /// Reads the three parts; empty when one is none.
    static Optional<PeerQuestion> of(String id, String right, String wait) {
        Optional<CallId> call = CallId.parse(id);
        Optional<Asker.Right> whose = Asker.Right.of(right);
        if (call.isEmpty() || whose.isEmpty() || !wait.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        Duration patience = Duration.ofMillis(Integer.parseInt(wait));
        return Optional.of(new PeerQuestion(call.get(), whose.get(), patience));
    }
}
