package dev.hera.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;
import dev.hera.worker.link.LinkState;
import dev.hera.worker.scripted.Await;
import dev.hera.worker.scripted.ScriptedBroker;
import dev.hera.worker.scripted.ScriptedLink;
import dev.hera.worker.scripted.ZooKeeperHerd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class WorkerIT {
    @TempDir Path home;

    private Worker worker(ZooKeeperHerd zookeeper) {
        return Worker.named("hello")
                .zookeeper(zookeeper.address())
                .secret(ScriptedBroker.SECRET)
                .set(Setting.HOME, home.toString())
                .start(ChildWorker.duties());
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
                        Worker.named("hello")
                                .zookeeper(zookeeper.address())
                                .secret(ScriptedBroker.SECRET)
                                .set(Setting.HOME, home.toString())
                                .set(Setting.START_SECONDS, "1")
                                .start(ChildWorker.duties())) {
            assertTrue(worker.links().isEmpty());
        }
    }
}
