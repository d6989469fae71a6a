package dev.hera.broker.http;

import dev.hera.broker.call.CallId;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// What leaves when Jetty refuses a message before our handler sees it, or when we have a bug.
///
/// Same headers, same problem shape, a call id to ask about, and nothing of the exception.
public final class PlainErrors extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);
    private final String broker;
    private final InstantSource clock;

    public PlainErrors(String broker, InstantSource clock) {
        this.broker = broker;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request source, Response response, Callback callback) {
        CallId id = CallId.next(clock.instant(), ThreadLocalRandom.current());
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        boolean ours = status >= 500;
        if (ours && source.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.error("call {} hit a bug in the broker", id, failure);
        }
        String word = ours ? "unknown" : "not-executed";
        response.getHeaders().put("X-Request-UUID", id.toString());
        response.getHeaders().put("Hera-Outcome", word);
        response.getHeaders().put("Hera-Broker", broker);
        String detail =
                ours
                        ? "the broker failed; its log has this call's id"
                        : "the message is not one this server takes";
        String title = HttpStatus.getMessage(status);
        Problem problem = Problem.plain(status, "http", title, detail);
        OutcomeWriter.problem(response, problem, id, word, callback);
        return true;
    }
}
