package dev.hera.broker.link;

import dev.hera.broker.access.WorkerCredential;
import dev.hera.broker.access.WorkerTable;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Names;
import dev.hera.wire.scram.ScramBroker;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The rules of the greeting, without a socket: what follows from a frame in a state.
///
/// Whatever is wrong (no such service, wrong secret, a proof for another broker, a proof used
/// before) gets the same words.
final class Handshake {
    private static final int MAX_ID = 64;
    private static final String NO = "the worker could not be authenticated";

    private Handshake() {}

    /// What follows.
    sealed interface Step {
        /// The service is asked to prove itself.
        record Challenged(LinkState.Proving next, Frame.Challenge reply) implements Step {}

        /// It has proved itself.
        ///
        /// @param auth the broker's own proof
        record Proved(long id, Frame.Hello hello, WorkerCredential credential, String auth)
                implements Step {}

        /// Not let in.
        record Refused(Frame.Failure reply) implements Step {}
    }

    static Step greet(Frame frame, WorkerTable workers, String binding) {
        if (!(frame instanceof Frame.Hello hello)) {
            return refused(frame);
        }
        String service = hello.service();
        ScramBroker exchange = new ScramBroker(binding);
        try {
            String challenge =
                    exchange.challenge(
                            hello.auth(),
                            name -> {
                                WorkerCredential known = workers.find(name);
                                return known == null || !name.equals(service)
                                        ? null
                                        : known.verifier();
                            });
            return new Step.Challenged(
                    new LinkState.Proving(hello, exchange),
                    new Frame.Challenge(hello.id(), challenge));
        } catch (IllegalArgumentException _) {
            return refused(frame);
        }
    }

    static Step prove(Frame frame, LinkState.Proving state, WorkerTable workers) {
        if (!(frame instanceof Frame.Prove prove)) {
            return refused(frame);
        }
        String auth = state.exchange().judge(prove.auth()).orElse(null);
        WorkerCredential credential = workers.find(state.hello().service());
        return auth == null || credential == null
                ? refused(frame)
                : new Step.Proved(prove.id(), state.hello(), credential, auth);
    }

    private static Step refused(Frame frame) {
        long id = frame instanceof Frame.Request request ? request.id() : 0;
        return new Step.Refused(new Frame.Failure(id, ErrorCode.UNAUTHENTICATED, NO, null));
    }

    /// The id of a worker: its service and its instance, so that every broker gives the same one;
    /// shortened by a hash when that is no id.
    static String workerId(Frame.Hello hello, @Nullable String tail) {
        String id = hello.service() + '-' + hello.instance() + (tail == null ? "" : tail);
        if (Names.isId(id)) {
            return id;
        }
        String hash = HexFormat.of().formatHex(sha256(id), 0, 8);
        String head = hello.service().substring(0, Math.min(hello.service().length(), MAX_ID - 17));
        return head + '-' + hash;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
