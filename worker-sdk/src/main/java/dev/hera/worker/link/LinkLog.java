package dev.hera.worker.link;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.List;

/// What one link writes into the log: at most one line in ten seconds for each kind of news. Any
/// thread.
final class LinkLog {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private final Hush linked = new Hush(System::nanoTime);
    private final Hush down = new Hush(System::nanoTime);
    private final Hush refused = new Hush(System::nanoTime);

    void linked(BrokerNode broker, URI address, Frame.Welcome welcome) {
        String line = "linked to broker " + broker.id() + " at " + address;
        linked.say(line + " as " + welcome.worker()).ifPresent(LOG::info);
    }

    void down(BrokerNode broker, URI address, LinkState.Waiting waiting) {
        String line = "no link to broker " + broker.id() + " at " + address + ": " + waiting.why();
        String next = "; next try in " + waiting.pause().toMillis() + " ms";
        down.say(line + next).ifPresent(LOG::warn);
    }

    void refused(BrokerNode broker, List<Frame.Refused> endpoints) {
        if (!endpoints.isEmpty()) {
            String line = "broker " + broker.id() + " refuses endpoints: " + endpoints;
            refused.say(line).ifPresent(LOG::warn);
        }
    }
}
