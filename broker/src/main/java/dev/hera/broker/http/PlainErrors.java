package dev.hera.broker.http;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;

/// What leaves when Jetty refuses a message before our handler sees it, or when we have a bug.
///
/// Same headers, same problem shape, a call id to ask about, and nothing of the exception.
public final class PlainErrors extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);
    private static final String OURS = "the broker failed; its log has this call's id";
    private static final String NOT_TAKEN = "the message is not one this server takes";
    private final String broker;
    private final CallIds ids;
    private final CallListener listener;

    /// @param listener hears of what was no call for our handler
    public PlainErrors(String broker, CallIds ids, CallListener listener) {
        this.broker = broker;
        this.ids = ids;
        this.listener = listener;
    }

    @Override
    public boolean handle(Request source, Response response, Callback callback) {
        Instant now = ids.now();
        CallId id = ids.next(now);
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        boolean ours = status >= 500;
        if (ours && source.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.error("call {} hit a bug in the broker", id, failure);
        }
        Outcome outcome = ours ? fault() : refused();
        String path = String.valueOf(source.getHttpURI().getPath());
        listener.onEnd(Ended.turned(id, now, source.getMethod(), path, outcome));
        response.getHeaders().put("X-Request-UUID", id.toString());
        response.getHeaders().put("Hera-Outcome", outcome.word());
        response.getHeaders().put("Hera-Broker", broker);
        String detail = ours ? OURS : NOT_TAKEN;
        Problem problem = Problem.plain(status, "http", HttpStatus.getMessage(status), detail);
        OutcomeWriter.problem(response, problem, id, outcome.word(), callback);
        return true;
    }

    private static Outcome fault() {
        return new Outcome.Unknown(Outcome.Doubt.BROKER_FAULT, OURS, "", Ledger.NONE);
    }

    private static Outcome refused() {
        return new Outcome.NotExecuted(new Refusal.Malformed(NOT_TAKEN), null, Ledger.NONE);
    }
}
