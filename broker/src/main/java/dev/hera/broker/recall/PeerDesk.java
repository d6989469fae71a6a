package dev.hera.broker.recall;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.peer.Pass;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Answers what other brokers ask, of the records that lie here; any thread.
///
/// The question must be signed with the hash of a token that is good for it, for this start of this
/// broker. A record that the token may not see is answered like one that does not exist.
public final class PeerDesk {
    /// The header with a question's token id, nonce and signature.
    public static final String ASKED = "Hera-Peer";

    /// The header with an answer's signature.
    public static final String ANSWERED = "Hera-Peer-Proof";

    private static final byte[] NOTHING = {};
    private static final Answer UNPROVED = new Answer(401, NOTHING, "");

    private final Gatekeeper gatekeeper;
    private final Recall recall;
    private final String boot;

    /// @param boot this start of this broker, as ZooKeeper shows it
    public PeerDesk(Gatekeeper gatekeeper, Recall recall, String boot) {
        this.gatekeeper = gatekeeper;
        this.recall = recall;
        this.boot = boot;
    }

    /// What goes out.
    ///
    /// @param proof empty when the question was not proved
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to one reader
    public record Answer(int status, byte[] body, String proof) {}

    /// Answers one question.
    ///
    /// @param asked the header [#ASKED]; null when there is none
    public Answer answer(@Nullable String asked, String id, String right, String wait) {
        Optional<PeerQuestion> question = PeerQuestion.of(id, right, wait);
        String[] shown = asked == null ? new String[0] : asked.split(" ", -1);
        if (question.isEmpty() || shown.length != 3) {
            return UNPROVED;
        }
        Pass pass = gatekeeper.pass(shown[0], question.get().right().verb());
        String nonce = shown[1];
        if (pass == null || !pass.isAsked(shown[2], boot, nonce, question.get().path())) {
            return UNPROVED;
        }
        return signed(pass, nonce, question.get());
    }

    private Answer signed(Pass pass, String nonce, PeerQuestion question) {
        Asker asker = new Asker(pass, question.right());
        byte[] body = NOTHING;
        int status = 404;
        if (recall.at(question.id(), asker, question.patience()) instanceof Found.Kept kept) {
            body = RecordBytes.write(kept.record());
            status = 200;
        }
        return new Answer(status, body, pass.answer(nonce, status, body));
    }
}
