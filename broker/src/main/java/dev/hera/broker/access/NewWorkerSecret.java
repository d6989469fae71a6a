package dev.hera.broker.access;

import dev.hera.wire.scram.ScramBroker;

import java.util.List;
import java.util.random.RandomGenerator;

/// A service's secret just made: its text, shown once, and the credential that is kept.
public final class NewWorkerSecret {
    private final String text;
    private final WorkerCredential credential;

    private NewWorkerSecret(String text, WorkerCredential credential) {
        this.text = text;
        this.credential = credential;
    }

    /// Makes a secret for a service.
    ///
    /// @param allow what it may announce
    /// @param calls what it may call
    /// @param random must be cryptographically strong
    public static NewWorkerSecret make(
            String service, List<Reach> allow, List<Reach> calls, RandomGenerator random) {
        String text = TokenText.make(TokenText.Kind.WORKER, random);
        return new NewWorkerSecret(
                text, new WorkerCredential(service, ScramBroker.verifier(text), allow, calls));
    }

    /// The secret itself, to show once.
    public String reveal() {
        return text;
    }

    /// What is kept.
    public WorkerCredential credential() {
        return credential;
    }

    @Override
    public String toString() {
        return "new secret of " + credential.service();
    }
}
