package dev.hera.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.worker.link.LinkState;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.ZooKeeperHerd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class WorkerIT {
    @TempDir Path home;

    private Worker worker(ZooKeeperHerd zookeeper) {
        return ChildWorker.declared()
                .zookeeper(zookeeper.address())
                .secret(ScriptedBroker.SECRET)
                .set(Setting.HOME, home.toString())
                .start(Map.of());
    }

    private static void untilOpen(Worker worker, int links) {
        Await.until(
                links + " links are open",
                () -> worker.links().values().stream().filter(WorkerIT::isOpen).count() == links);
    }

    private static boolean isOpen(LinkState state) {
        return state instanceof LinkState.Open open && open.accepted() == 2;
    }

    @Test
    void tenBrokersHaveTenLinksAllDialledByTheWorker() throws Exception {
        List<ScriptedBroker> brokers = new ArrayList<>();
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd()) {
            for (int i = 0; i < 10; i++) {
                brokers.add(ScriptedBroker.polite("b" + i));
                zookeeper.add(brokers.getLast());
            }
            try (Worker worker = worker(zookeeper)) {
                untilOpen(worker, 10);
                for (ScriptedBroker broker : brokers) {
                    ScriptedLink link = broker.link().ready();
                    link.send(ScriptedLink.call(1, "GET /0/echo"));
                    assertEquals(200, link.hear(Frame.Answer.class).status());
                    assertEquals(1, broker.handshakes());
                }
            }
        } finally {
            brokers.forEach(ScriptedBroker::close);
        }
    }

    @Test
    void brokerStartedLaterIsLinkedAndOneThatEndedIsDropped() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                ScriptedBroker one = ScriptedBroker.polite("b1");
                ScriptedBroker two = ScriptedBroker.polite("b2")) {
            zookeeper.add(one);
            try (Worker worker = worker(zookeeper)) {
                untilOpen(worker, 1);
                zookeeper.add(two);
                untilOpen(worker, 2);
                zookeeper.remove("b1");
                one.die();
                untilOpen(worker, 1);
                Await.until(
                        "b1 is given up",
                        () -> !(worker.links().get("b1") instanceof LinkState.Waiting));
                two.link().ready().send(new Frame.StatusAsk(1));
            }
        }
    }

    @Test
    void linksServeWhileZooKeeperIsAwayAndTheNextStartGoesByTheFile() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                ScriptedBroker broker = ScriptedBroker.polite("b1")) {
            zookeeper.add(broker);
            try (Worker worker = worker(zookeeper)) {
                untilOpen(worker, 1);
                ScriptedLink link = broker.link().ready();
                zookeeper.stop();
                link.send(ScriptedLink.call(1, "GET /0/echo"));
                assertEquals(200, link.hear(Frame.Answer.class).status());
            }
            try (Worker worker = worker(zookeeper)) {
                untilOpen(worker, 1);
                broker.link().ready();
            }
        }
    }

    @Test
    void startReturnsWithoutAnyBroker() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                Worker worker =
                        ChildWorker.declared()
                                .zookeeper(zookeeper.address())
                                .secret(ScriptedBroker.SECRET)
                                .set(Setting.HOME, home.toString())
                                .set(Setting.START_SECONDS, "1")
                                .start(Map.of())) {
            assertTrue(worker.links().isEmpty());
        }
    }

    @Test
    void endpointsOfARunningWorkerChange() throws Exception {
        try (ZooKeeperHerd zookeeper = new ZooKeeperHerd();
                ScriptedBroker broker = ScriptedBroker.polite("b1")) {
            zookeeper.add(broker);
            try (Worker worker = worker(zookeeper)) {
                ScriptedLink link = broker.link();
                assertEquals(1, link.hear(Frame.Announce.class).generation());
                worker.change(
                        endpoints ->
                                endpoints
                                        .remove("GET /0/slow")
                                        .get("/0/hello/{name}", call -> call.path("name"))
                                        .rpc("sum", call -> 3));
                Frame.Announce announce = link.hear(Frame.Announce.class);
                assertEquals(
                        List.of("GET /0/echo", "GET /0/hello/{name}", "sum"),
                        announce.endpoints().stream().map(Endpoint::name).toList());
                assertThrows(
                        IllegalArgumentException.class,
                        () -> worker.change(endpoints -> endpoints.remove("GET /0/slow")));
                link.send(ScriptedLink.call(7, "sum"));
                assertEquals("3", text(link.hear(Frame.Answer.class)));
            }
        }
    }

    private static String text(Frame.Answer answer) {
        return new String(answer.body().toBytes(), StandardCharsets.UTF_8);
    }
}
