package dev.hera.broker.http.guard;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.guard.FailedTries;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.http.OutcomeWriter;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.time.Duration;
import java.util.List;

/// Turns away who has shown ten bad tokens within a minute, before anything else is read; stands in
/// front of everything else on a listener, and counts every 401 that goes out behind it.
///
/// A good token is let in from anywhere: behind one address there may be a whole company, and one
/// broken client in it must not keep out the others. Who shows no token at all tries nothing.
public final class Doorman extends Handler.Abstract {
    private static final String BEARER = "bearer ";
    private static final int UNAUTHENTICATED = 401;

    private final Gatekeeper gatekeeper;
    private final FailedTries tries = new FailedTries(System::nanoTime);
    private final Source source;
    private final OutcomeWriter writer;
    private final CallIds ids;

    /// @param proxies addresses whose `X-Forwarded-For` is believed
    public Doorman(Gatekeeper gatekeeper, List<String> proxies, CallIds ids) {
        this.gatekeeper = gatekeeper;
        this.source = new Source(proxies);
        this.writer = new OutcomeWriter(ids.broker());
        this.ids = ids;
    }

    @Override
    public boolean handle(Request call, Response response, Callback callback) {
        Credential shown = credential(call);
        if (shown.isMissing()) {
            return false;
        }
        if (!tries.isQuiet()) {
            Duration left = tries.turnedAway(source.of(call));
            if (!left.isZero() && !gatekeeper.knows(shown)) {
                writer.write(turnedAway(left), ids.next(), response, callback);
                return true;
            }
        }
        Request.addCompletionListener(call, _ -> saw(call, response.getStatus()));
        return false;
    }

    private void saw(Request call, int status) {
        if (status == UNAUTHENTICATED) {
            tries.failed(source.of(call));
        }
    }

    private static Outcome turnedAway(Duration left) {
        String detail =
                "%d bad tokens within a minute came from here; try again with a good one"
                        .formatted(FailedTries.ALLOWED);
        Refusal why = new Refusal.TooManyTries(detail, left);
        return new Outcome.NotExecuted(why, null, Ledger.NONE);
    }

    private static Credential credential(Request call) {
        String header = call.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Credential.bearer(header.substring(BEARER.length()).strip())
                : Credential.NONE;
    }
}
