package dev.hera.broker;

import dev.hera.broker.door.FreePort;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.WireVersion;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// What a broker says about itself in ZooKeeper, made once at each start.
final class Identity {
    private Identity() {}

    /// Of a broker with these settings; ports that may be any are chosen here.
    public static BrokerNode of(Settings settings, String version, InstantSource clock) {
        return new BrokerNode(
                settings.text("id"),
                settings.text("host"),
                FreePort.or(settings.number("http.port")),
                FreePort.or(settings.number("link.port")),
                List.of("http/1.1", WireVersion.SUBPROTOCOL),
                version,
                UUID.randomUUID(),
                clock.instant());
    }
}
