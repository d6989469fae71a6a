package dev.hera.worker.link;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.wire.id.BrokerMark;
import dev.hera.worker.talk.Heard;
import dev.hera.worker.talk.LinkTools;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/// Holds one link per broker; any thread.
public final class LinkKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final LinkTools tools;
    private final Offers offers;
    private final Map<String, BrokerLink> links = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger turn = new AtomicInteger();
    private boolean started;
    private boolean leaving;

    public LinkKeeper(LinkTools tools) {
        this.tools = tools;
        this.offers = new Offers(tools.duties().endpoints());
    }

    /// These are the brokers now, all of them: new ones are dialled, the others' links learn that
    /// their broker is there, moved or vanished.
    public void known(Collection<BrokerNode> brokers) {
        lock.lock();
        try {
            if (leaving) {
                return;
            }
            Map<String, BrokerNode> now = new HashMap<>();
            brokers.forEach(broker -> now.put(broker.id(), broker));
            links.values().removeIf(BrokerLink::isOver);
            now.values().forEach(this::seen);
            links.forEach(
                    (id, link) -> {
                        if (!now.containsKey(id)) {
                            link.vanished();
                        }
                    });
            started = started || !brokers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void seen(BrokerNode broker) {
        BrokerLink known = links.get(broker.id());
        if (known != null && known.seen(broker)) {
            return;
        }
        BrokerLink link = new BrokerLink(tools, broker, offers, this::signal);
        links.put(broker.id(), link);
        // Brokers that turn up later turn up for every worker at the same time.
        link.start(started ? jitter() : Duration.ZERO);
    }

    private Duration jitter() {
        return Duration.ofNanos(tools.random().nextLong(tools.timings().firstPause().toNanos()));
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The endpoints changed: every open link announces them anew; returns when all brokers that
    /// are linked have heard, or could not be told.
    public void announce() throws InterruptedException {
        offers.renew();
        inParallel("announce", BrokerLink::announce);
    }

    /// Sends vitals over every open link at once.
    public void report(Vitals vitals) {
        links.values().forEach(link -> link.report(vitals));
    }

    /// Where the link to each broker stands, by the broker's id.
    public Map<String, LinkState> states() {
        Map<String, LinkState> states = new TreeMap<>();
        links.forEach((id, link) -> states.put(id, link.state()));
        return states;
    }

    /// Asks a broker to call another endpoint: the one that the call being served came from, since
    /// it knows whose call that is, or else whichever is linked. Only when the question surely did
    /// not leave is another broker asked.
    ///
    /// @param parent the call being served
    public Heard ask(LongFunction<Frame.Request> call, UUID parent, Duration within)
            throws InterruptedException {
        return inTurn(nearest(parent), within, (link, left) -> link.askFor(parent, call, left));
    }

    private List<BrokerLink> nearest(UUID parent) {
        List<BrokerLink> order = new ArrayList<>(open());
        Collections.rotate(order, turn.getAndIncrement());
        for (BrokerLink link : links.values()) {
            if (link.serves(parent)) {
                order.remove(link);
                order.add(0, link);
                break;
            }
        }
        return order;
    }

    /// Asks the broker with this mark, or the next one that has the same and surely was not asked.
    /// A link serves for that as soon as it carries calls, also before its announcement is heard.
    Heard askAt(int mark, LongFunction<Frame.Request> request, ReplyKind kind, Duration within)
            throws InterruptedException {
        List<BrokerLink> marked =
                links.values().stream()
                        .filter(link -> BrokerMark.of(link.broker().id()) == mark)
                        .toList();
        return marked.isEmpty()
                ? new Heard.NotSent("there is no link to the broker that made the call")
                : inTurn(marked, within, (link, left) -> link.ask(request, kind, left));
    }

    /// A question put to one broker.
    private interface Question {
        Heard put(BrokerLink link, Duration left) throws InterruptedException;
    }

    private static Heard inTurn(List<BrokerLink> links, Duration within, Question question)
            throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        Heard heard = new Heard.NotSent("no broker is linked");
        for (int i = 0; i < links.size() && heard instanceof Heard.NotSent; i++) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            heard = question.put(links.get(i), left);
        }
        return heard;
    }

    /// The links that are open.
    public List<BrokerLink> open() {
        return links.values().stream().filter(LinkKeeper::isOpen).toList();
    }

    private static boolean isOpen(BrokerLink link) {
        return link.state() instanceof LinkState.Open;
    }

    /// Waits until a broker has heard the announcement; false when none has after this time.
    public boolean awaitOpen(Duration within) throws InterruptedException {
        long nanos = within.toNanos();
        lock.lock();
        try {
            while (open().isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Tells every broker that the worker goes, waits until none sends new calls, and then until
    /// the running calls have answered. False when some still ran at the end. There is no way back:
    /// no broker is dialled any more.
    public boolean drain(String reason, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        dialNobodyElse();
        tools.workload().drain();
        Duration telling = within.compareTo(FAREWELL) < 0 ? within : FAREWELL;
        inParallel(
                "drain",
                link -> {
                    Heard heard = link.drain(reason, within, telling);
                    if (!(heard instanceof Heard.Replied(Frame.Acknowledged acknowledged))) {
                        LOG.info("broker {} did not hear the drain: {}", link.broker().id(), heard);
                    }
                });
        long left = Math.max(0, deadline - System.nanoTime());
        return tools.workload().awaitIdle(Duration.ofNanos(left));
    }

    private void dialNobodyElse() {
        lock.lock();
        try {
            leaving = true;
        } finally {
            lock.unlock();
        }
    }

    /// Sends what waits over every link and ends them all.
    @Override
    public void close() {
        dialNobodyElse();
        try {
            inParallel("close", link -> link.close(FAREWELL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Something done over one link, which may wait.
    private interface Deed {
        void over(BrokerLink link) throws InterruptedException;
    }

    private void inParallel(String name, Deed deed) throws InterruptedException {
        List<BrokerLink> all = List.copyOf(links.values());
        CountDownLatch done = new CountDownLatch(all.size());
        for (BrokerLink link : all) {
            Thread unused =
                    Thread.ofVirtual()
                            .name("hera-" + name + '-' + link.broker().id())
                            .start(() -> over(link, deed, done));
        }
        boolean unused = done.await(FAREWELL.toMillis() * 3, TimeUnit.MILLISECONDS);
    }

    private static void over(BrokerLink link, Deed deed, CountDownLatch done) {
        try {
            deed.over(link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }
}
