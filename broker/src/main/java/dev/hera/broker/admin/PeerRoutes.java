package dev.hera.broker.admin;

import dev.hera.broker.recall.PeerDesk;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// Where other brokers ask for records: `/_hera/peer/calls/{uuid}`. What is not signed by a broker
/// gets 401 and nothing else.
public final class PeerRoutes {
    private final PeerDesk desk;

    public PeerRoutes(PeerDesk desk) {
        this.desk = desk;
    }

    /// Adds the path.
    public void addTo(RoutesConfig routes) {
        routes.get("/_hera/peer/calls/{uuid}", this::answer);
    }

    private void answer(Context context) {
        PeerDesk.Answer answer =
                desk.answer(
                        context.header(PeerDesk.ASKED),
                        context.pathParam("uuid"),
                        said(context, "right"),
                        said(context, "wait"));
        context.status(answer.status()).header("Cache-Control", "no-store");
        context.header(PeerDesk.ANSWERED, answer.proof());
        context.contentType("application/octet-stream").result(answer.body());
    }

    private static String said(Context context, String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }
}
