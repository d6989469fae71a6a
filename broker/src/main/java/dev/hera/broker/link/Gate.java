package dev.hera.broker.link;

import dev.hera.broker.link.flow.Admission;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.wire.WireVersion;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Decides on an upgrade before there is a socket: no browsers, our subprotocol only, not too many.
final class Gate implements WebSocketCreator {
    private final LinkServer server;
    private final LinkDesk desk;
    private final Admission admission;
    private volatile boolean shut;

    Gate(LinkServer server, LinkDesk desk) {
        this.server = server;
        this.desk = desk;
        LinkSettings limits = desk.settings();
        this.admission = new Admission(limits.pendingHandshakes(), limits.handshakesPerSecond());
    }

    @Override
    public @Nullable Object createWebSocket(
            ServerUpgradeRequest upgrade, ServerUpgradeResponse response, Callback callback) {
        if (upgrade.getHeaders().contains(HttpHeader.ORIGIN)) {
            Response.writeError(upgrade, response, callback, HttpStatus.FORBIDDEN_403);
            return null;
        }
        if (!upgrade.getSubProtocols().contains(WireVersion.SUBPROTOCOL)) {
            Response.writeError(upgrade, response, callback, HttpStatus.BAD_REQUEST_400);
            return null;
        }
        if (shut || !admission.begins(desk.nanos().getAsLong())) {
            desk.tally().count(LinkTally.What.PUT_OFF);
            int seconds = ThreadLocalRandom.current().nextInt(1, 6);
            response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
            Response.writeError(upgrade, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return null;
        }
        response.setAcceptedSubProtocol(WireVersion.SUBPROTOCOL);
        response.setExtensions(List.of());
        LinkSocket socket = new LinkSocket(server, desk);
        server.opened(socket);
        return socket;
    }

    /// A handshake that was let in is over.
    void ended() {
        admission.ended();
    }

    /// Lets nobody in any more.
    void shut() {
        shut = true;
    }
}
