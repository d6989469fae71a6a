package dev.hera.broker.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.broker.LocalPlatform;
import dev.hera.broker.RpcCases;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;
import dev.hera.worker.Worker;
import dev.hera.worker.link.LinkState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The specification's examples once more, as a caller meets them: HAProxy in front of two brokers.
class JsonRpcThroughHaproxyIT {
    @TempDir Path folder;

    @Test
    void everyCaseOfTheSpecificationAndItsEdges(@TempDir Path data) throws Exception {
        try (LocalPlatform hera = new LocalPlatform.Opener().start(2, data);
                Worker worker =
                        RpcCases.worker()
                                .zookeeper(hera.zookeeper())
                                .secret(hera.secretFor("cases"))
                                .start();
                RealHaproxy haproxy = new RealHaproxy(folder);
                HaproxySync sync =
                        new HaproxySync(haproxy.socket(), "hera", haproxy.state(), _ -> {});
                HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            sync.start();
            sync.brokers(nodes(hera.brokers()));
            RealHaproxy.await("two slots", () -> haproxy.serving().size() == 2);
            RealHaproxy.await("two links", () -> open(worker) == 2);
            URI front = URI.create("http://127.0.0.1:" + haproxy.port());
            assertEquals(42, new RpcCases(front, hera.token(), client).sendAll());
        }
    }

    private static long open(Worker worker) {
        return worker.links().values().stream().filter(LinkState.Open.class::isInstance).count();
    }

    static Map<String, byte[]> nodes(List<URI> brokers) {
        Map<String, byte[]> nodes = new HashMap<>();
        for (URI broker : brokers) {
            String id = "broker-" + broker.getPort();
            BrokerNode node =
                    new BrokerNode(
                            id,
                            "127.0.0.1",
                            broker.getPort(),
                            broker.getPort(),
                            List.of("http/1.1"),
                            "1",
                            UUID.randomUUID(),
                            Instant.EPOCH);
            nodes.put(id, BrokerNodeCodec.write(node));
        }
        return nodes;
    }
}
