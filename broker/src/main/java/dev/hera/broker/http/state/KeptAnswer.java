package dev.hera.broker.http.state;

import dev.hera.broker.call.Outcome;
import dev.hera.broker.http.OutcomeWriter;
import dev.hera.broker.http.Problem;
import dev.hera.broker.journal.keys.Retelling;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.redact.Endings;
import dev.hera.broker.recall.CallState;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.Optional;

/// The answer of a call, from its record, once more: status, headers and body as the worker gave
/// them, marked with `Hera-Recalled`.
///
/// `Hera-Recalled: masked` says that secrets in the body were replaced before it was kept.
final class KeptAnswer {
    private static final int GONE = 410;
    private static final int CONFLICT = 409;

    private final OutcomeWriter writer;

    KeptAnswer(OutcomeWriter writer) {
        this.writer = writer;
    }

    void write(CallRecord record, Response response, Callback callback) {
        Ending ending = record.ending();
        if (ending == null) {
            response.getHeaders().put("Retry-After", 1);
            Problem running =
                    Problem.plain(
                            CONFLICT, "running", "Still running", "no end yet; ask with ?wait=30");
            writer.write(running, record.id(), "unknown", response, callback);
            return;
        }
        Optional<Outcome> outcome = Retelling.of(ending);
        if (outcome.isPresent()) {
            String mark = Retelling.isMasked(ending) ? "masked" : "true";
            response.getHeaders().put(OutcomeWriter.RECALLED, mark);
            writer.write(outcome.get(), record.id(), response, callback);
        } else {
            writer.write(problem(ending), record.id(), ending.outcome(), response, callback);
        }
    }

    private static Problem problem(Ending ending) {
        if (ending.outcome().equals("not-executed")) {
            int status = CallState.status(ending);
            return Problem.plain(status, ending.kind(), "Not executed", ending.detail());
        }
        String what =
                ending.body() instanceof KeptBody.TooLarge(long length, String sha256)
                        ? "has %d bytes, which is over the limit; its SHA-256 is %s"
                                .formatted(length, sha256)
                        : "cannot be read";
        String why =
                ending.kind().equals(Endings.BROKER_STOPPED)
                        ? ending.detail()
                        : "the answer's body " + what;
        return Problem.plain(GONE, "not-kept", "Answer not kept", why);
    }
}
