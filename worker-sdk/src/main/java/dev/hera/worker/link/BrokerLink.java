package dev.hera.worker.link;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.worker.socket.Dialler;
import dev.hera.worker.socket.Socket;
import dev.hera.worker.talk.Conversation;
import dev.hera.worker.talk.Ending;
import dev.hera.worker.talk.Greeting;
import dev.hera.worker.talk.Heard;
import dev.hera.worker.talk.LinkTools;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/// The link to one broker: dials, and dials again for as long as it is wanted.
///
/// Its own thread lives the life; everyone else only leaves word: the broker moved, vanished, or
/// the worker goes.
public final class BrokerLink {
    private final LinkTools tools;
    private final Announcer announcer;
    private final Runnable changed;
    private final Backoff backoff;
    private final LinkLog log = new LinkLog();
    private final Semaphore nudges = new Semaphore(0);
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private volatile BrokerNode broker;
    private volatile boolean present = true;
    private volatile boolean wanted = true;
    private boolean over;
    private volatile LinkState state = new LinkState.Dialling();
    private volatile @Nullable Conversation current;

    /// @param changed told whenever the state changed, on the link's thread
    BrokerLink(LinkTools tools, BrokerNode broker, Offers offers, Runnable changed) {
        this.tools = tools;
        this.broker = broker;
        this.announcer = new Announcer(offers);
        this.changed = changed;
        this.backoff = new Backoff(tools.timings(), tools.random());
    }

    /// Starts the link's thread; the first dial comes after this pause.
    void start(Duration pause) {
        Thread unused =
                Thread.ofVirtual().name("hera-dial-" + broker.id()).start(() -> live(pause));
    }

    private void live(Duration firstPause) {
        try {
            rest(firstPause);
            while (goesOn()) {
                // What is heard from here on cuts the next pause short.
                nudges.drainPermits();
                Ending ending = once(broker);
                if (wanted && present) {
                    rest(ending);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            become(new LinkState.Closed());
        }
    }

    private synchronized boolean goesOn() {
        over = !wanted || !present;
        return !over;
    }

    private Ending once(BrokerNode to) throws InterruptedException {
        become(new LinkState.Dialling());
        int limit = WireVersion.MAX_GREETING_BYTES;
        return switch (tools.dialler().dial(address(to), WireVersion.SUBPROTOCOL, limit)) {
            case Dialler.Dialled.Failed(String why, Duration retryAfter) ->
                    new Ending.Unreached(why, retryAfter);
            case Dialler.Dialled.Connected(Socket socket) -> converse(to, socket);
        };
    }

    private static URI address(BrokerNode to) {
        String host = to.host().indexOf(':') < 0 ? to.host() : '[' + to.host() + ']';
        return URI.create("ws://" + host + ':' + to.linkPort() + WireVersion.LINK_PATH);
    }

    private Ending converse(BrokerNode to, Socket socket) throws InterruptedException {
        Conversation now = new Conversation(tools, to, socket);
        open.add(now);
        var unused = now.end().thenAccept(ending -> open.remove(now));
        now.start();
        if (now.greeted().join() instanceof Greeting.Greeted.Welcomed(Frame.Welcome welcome)) {
            long since = System.nanoTime();
            opened(to, now, welcome);
            Ending ending = now.turn().join();
            backoff.lasted(Duration.ofNanos(System.nanoTime() - since));
            return ending;
        }
        return now.turn().join();
    }

    private void opened(BrokerNode to, Conversation now, Frame.Welcome welcome)
            throws InterruptedException {
        Conversation before = current;
        current = now;
        if (before != null) {
            before.retire();
        }
        if (!wanted) {
            now.leave();
            return;
        }
        log.linked(to, address(to), welcome);
        announcer.announce(now).ifPresent(heard -> heard(now, heard, welcome.worker()));
    }

    /// Tells the broker the newest endpoints, unless it knows them.
    void announce() throws InterruptedException {
        Conversation now = current;
        if (now != null && !now.turn().isDone() && state instanceof LinkState.Open link) {
            announcer.announce(now).ifPresent(heard -> heard(now, heard, link.worker()));
        }
    }

    private void heard(Conversation from, Heard heard, String worker) {
        switch (heard) {
            case Heard.Replied(Frame.Announced announced) -> {
                log.refused(broker, announced.refused());
                int stand = announced.accepted();
                becomeOpen(from, new LinkState.Open(worker, stand, announced.refused()));
            }
            case Heard.Replied(Frame.Reply other) -> unheard(from, other.toString());
            case Heard.NotSent(String why) -> unheard(from, why);
            case Heard.Unanswered(String why) -> unheard(from, why);
        }
    }

    /// A broker that does not know the endpoints is of no use: start over.
    private static void unheard(Conversation from, String why) {
        from.giveUp("it did not take the announcement: " + why);
    }

    private void rest(Ending ending) throws InterruptedException {
        switch (ending) {
            case Ending.Unreached(String why, Duration retryAfter) ->
                    rest(new LinkState.Waiting(why, backoff.failed(retryAfter)));
            case Ending.Lost(String why) ->
                    rest(new LinkState.Waiting(why, backoff.failed(Duration.ZERO)));
            case Ending.Left left ->
                    rest(new LinkState.Waiting("closed here", backoff.failed(Duration.ZERO)));
            case Ending.LameDuck(Duration after) ->
                    rest(new LinkState.Waiting("the broker is going", after));
            case Ending.Rejected(String why) -> rest(new LinkState.Waiting(why, backoff.refused()));
        }
    }

    private void rest(LinkState.Waiting waiting) throws InterruptedException {
        become(waiting);
        log.down(broker, address(broker), waiting);
        rest(waiting.pause());
    }

    /// Waits; a nudge cuts it short, but not to nothing, lest all workers come at once.
    private void rest(Duration pause) throws InterruptedException {
        if (nudges.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS) && wanted && present) {
            boolean unused = nudges.tryAcquire(backoff.jitter().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void become(LinkState next) {
        synchronized (this) {
            state = next;
        }
        changed.run();
    }

    /// Open, unless the conversation has ended meanwhile, whose own thread says what comes next.
    private void becomeOpen(Conversation from, LinkState.Open next) {
        synchronized (this) {
            if (from.turn().isDone()) {
                return;
            }
            state = next;
        }
        changed.run();
    }

    /// Where the link stands.
    public LinkState state() {
        return state;
    }

    /// The broker as last known.
    public BrokerNode broker() {
        return broker;
    }

    /// Whether nothing is left of the link, also not a lame duck's last calls.
    boolean isOver() {
        return state instanceof LinkState.Closed && open.isEmpty();
    }

    /// The broker is there, perhaps started anew or elsewhere: a pause is cut short for that.
    /// False when the link has ended already.
    synchronized boolean seen(BrokerNode node) {
        boolean reborn = !node.equals(broker);
        broker = node;
        present = true;
        if (reborn) {
            nudges.release();
        }
        return !over;
    }

    /// The broker is gone from ZooKeeper: a working link stays until it ends, then it is over.
    void vanished() {
        present = false;
        nudges.release();
    }

    /// Sends vitals at once, if the link is open.
    void report(Vitals vitals) {
        Conversation now = current;
        if (now != null && !now.turn().isDone()) {
            now.say(new Frame.VitalsNote(vitals));
        }
    }

    /// Asks the broker something over the open link.
    public Heard ask(LongFunction<Frame.Request> request, ReplyKind kind, Duration within)
            throws InterruptedException {
        Conversation now = current;
        return now == null || now.turn().isDone()
                ? new Heard.NotSent("no link to broker " + broker.id())
                : now.ask(request, kind, within);
    }

    /// Whether this call came from here and still runs, be the broker a lame duck or not.
    boolean serves(UUID call) {
        return open.stream().anyMatch(conversation -> conversation.serves(call));
    }

    /// Asks where the call came from that is being served, or over the open link.
    Heard askFor(UUID call, LongFunction<Frame.Request> request, Duration within)
            throws InterruptedException {
        for (Conversation from : open) {
            if (from.serves(call)) {
                return from.ask(request, ReplyKind.ANSWER, within);
            }
        }
        return ask(request, ReplyKind.ANSWER, within);
    }

    /// Says that the worker goes and waits for the broker's word that no new call comes. The link
    /// stays open for answers, but is not dialled again.
    Heard drain(String reason, Duration calls, Duration within) throws InterruptedException {
        wanted = false;
        nudges.release();
        long deadlineMs = calls.toMillis();
        Heard heard =
                ask(
                        id -> new Frame.Draining(id, reason, deadlineMs),
                        ReplyKind.ACKNOWLEDGED,
                        within);
        open.forEach(Conversation::refuseCalls);
        return heard;
    }

    /// Sends what waits, and ends the link for good; waits for that at most so long.
    void close(Duration within) {
        wanted = false;
        nudges.release();
        long deadline = System.nanoTime() + within.toNanos();
        List<Conversation> leaving = List.copyOf(open);
        leaving.forEach(Conversation::leave);
        for (Conversation conversation : leaving) {
            long left = Math.max(0, deadline - System.nanoTime());
            Ending unused =
                    conversation
                            .end()
                            .copy()
                            .completeOnTimeout(new Ending.Left(), left, TimeUnit.NANOSECONDS)
                            .join();
        }
    }
}
