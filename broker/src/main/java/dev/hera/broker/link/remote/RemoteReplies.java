package dev.hera.broker.link.remote;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.dispatch.LinkCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells a worker how its remote call ended: an answer with the headers that a caller over HTTP
/// would see, or an error with what is known.
///
/// @param broker this broker's id
record RemoteReplies(String broker) {
    /// The reply to the frame with this id.
    ///
    /// @param call the remote call's own id
    Frame.Reply of(long id, CallId call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered a ->
                    new Frame.Answer(
                            id,
                            a.status(),
                            signed(a.headers(), call, a),
                            a.body(),
                            a.contentType(),
                            Load.NONE);
            case Outcome.Accepted a ->
                    new Frame.Answer(
                            id,
                            a.status(),
                            signed(Map.of(), call, a),
                            a.body(),
                            a.contentType(),
                            Load.NONE);
            case Outcome.Repeated(CallId first, Outcome ended) -> of(id, first, ended);
            case Outcome.HandlerFailed f -> failure(id, f.code(), f.detail(), call, f);
            case Outcome.NotExecuted n ->
                    failure(id, LinkCode.of(n.refusal()), n.refusal().detail(), call, n);
            case Outcome.Unknown u -> failure(id, LinkCode.of(u.doubt()), u.detail(), call, u);
        };
    }

    private Map<String, List<String>> signed(
            Map<String, List<String>> headers, CallId call, Outcome outcome) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.put("x-request-uuid", List.of(call.toString()));
        all.put("hera-outcome", List.of(outcome.word()));
        all.put("hera-broker", List.of(broker));
        all.put("hera-worker", List.of(orNobody(outcome.worker())));
        return all;
    }

    private static Frame.Reply failure(
            long id, int code, String detail, CallId call, Outcome outcome) {
        String worker = orNobody(outcome.worker());
        Frame.Told told = new Frame.Told(call.uuid(), outcome.word(), worker);
        return new Frame.Failure(id, code, detail, null, told);
    }

    private static String orNobody(@Nullable String worker) {
        return worker == null ? "" : worker;
    }
}
