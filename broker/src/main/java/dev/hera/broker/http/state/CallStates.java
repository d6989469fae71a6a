package dev.hera.broker.http.state;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Verdict;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.http.BodyReader;
import dev.hera.broker.http.OutcomeWriter;
import dev.hera.broker.http.Problem;
import dev.hera.broker.recall.Asker;
import dev.hera.broker.recall.Found;
import dev.hera.broker.recall.Recall;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// `GET /_hera/calls/{uuid}` and `GET /_hera/calls/{uuid}/response`, for the token that made the
/// call; somebody else's call, one that never was and what is no id at all get the same 404.
///
/// `?wait=SECONDS` waits for the end, at most 30. Runs on the request's virtual thread and reads no
/// body.
public final class CallStates extends Handler.Abstract {
    /// Where states are.
    static final String PREFIX = "/_hera/calls/";

    /// Behind the id: the answer itself.
    static final String RESPONSE = "/response";

    private static final String BEARER = "bearer ";
    private static final String NOT_EXECUTED = "not-executed";
    private static final int NOT_ALLOWED = 405;
    private static final int AWAY = 503;

    private static final Problem NO_SUCH_CALL =
            Problem.plain(404, "no-such-call", "No such call", "no call of yours has this id");

    private final Gatekeeper gatekeeper;
    private final Recall recall;
    private final CallIds ids;
    private final OutcomeWriter writer;
    private final KeptAnswer answers;

    public CallStates(Gatekeeper gatekeeper, Recall recall, CallIds ids) {
        this.gatekeeper = gatekeeper;
        this.recall = recall;
        this.ids = ids;
        this.writer = new OutcomeWriter(ids.broker());
        this.answers = new KeptAnswer(writer);
    }

    @Override
    public boolean handle(Request source, Response response, Callback callback) {
        String path = source.getHttpURI().getPath();
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (source.getMethod().equals("GET")) {
            answer(source, path.substring(PREFIX.length()), response, callback);
        } else {
            BodyReader.discard(source);
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            Problem wrong = Problem.plain(NOT_ALLOWED, "method", "Only GET", "states are read");
            writer.write(wrong, ids.next(), NOT_EXECUTED, response, callback);
        }
        return true;
    }

    private void answer(Request source, String rest, Response response, Callback callback) {
        boolean whole = rest.endsWith(RESPONSE);
        String text = whole ? rest.substring(0, rest.length() - RESPONSE.length()) : rest;
        Optional<CallId> id = CallId.parse(text);
        Credential shown = credential(source);
        Pass pass = gatekeeper.pass(shown);
        if (gatekeeper.readOwn(shown) instanceof Verdict.Denied(Refusal why)) {
            Outcome denied = new Outcome.NotExecuted(why, null, Ledger.NONE);
            writer.write(denied, id.orElseGet(ids::next), response, callback);
        } else if (id.isEmpty() || pass == null) {
            writer.write(NO_SUCH_CALL, ids.next(), NOT_EXECUTED, response, callback);
        } else {
            Asker asker = new Asker(pass, Asker.Right.OWN);
            switch (recall.find(id.get(), asker, patience(source))) {
                case Found.Kept kept when whole -> answers.write(kept.record(), response, callback);
                case Found.Kept kept -> state(kept, response, callback);
                case Found.None _ ->
                        writer.write(NO_SUCH_CALL, id.get(), NOT_EXECUTED, response, callback);
                case Found.Away(String why) -> away(id.get(), why, response, callback);
            }
        }
    }

    private void away(CallId id, String why, Response response, Callback callback) {
        Problem away = new Problem(AWAY, "away", "Ask again", why, Duration.ofSeconds(1), null);
        writer.write(away, id, "unknown", response, callback);
    }

    private void state(Found.Kept kept, Response response, Callback callback) {
        byte[] json = StateJson.write(kept);
        response.getHeaders().put("X-Request-UUID", kept.record().id().toString());
        response.getHeaders().put("Hera-Broker", ids.broker());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    /// How long the caller waits: whole seconds, none when it says nothing or nonsense.
    private static Duration patience(Request source) {
        String wait = Request.extractQueryParameters(source).getValue("wait");
        return wait != null && wait.matches("[0-9]{1,3}")
                ? Duration.ofSeconds(Integer.parseInt(wait))
                : Duration.ZERO;
    }

    private static Credential credential(Request source) {
        String header = source.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Credential.bearer(header.substring(BEARER.length()).strip())
                : Credential.NONE;
    }
}
