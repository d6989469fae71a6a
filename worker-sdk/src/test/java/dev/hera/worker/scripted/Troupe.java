package dev.hera.worker.scripted;

import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonText;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;
import dev.hera.worker.calls.Duties;
import dev.hera.worker.calls.Pulse;
import dev.hera.worker.calls.Workload;
import dev.hera.worker.link.LinkKeeper;
import dev.hera.worker.socket.Dialler;
import dev.hera.worker.talk.Identity;
import dev.hera.worker.talk.LinkTimings;
import dev.hera.worker.talk.LinkTools;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/// A worker's links without the worker: one endpoint table that a test writes, and all the rest
/// real.
public final class Troupe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Timings of the protocol, made small.
    public static final LinkTimings QUICK =
            new LinkTimings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(50),
                    Duration.ofMillis(200));

    private final List<Endpoint> endpoints =
            new CopyOnWriteArrayList<>(List.of(Endpoint.of("GET /0/echo")));
    private final AtomicLong reports = new AtomicLong();
    private final Dialler dialler = new Dialler(QUICK.connect());
    private final Workload workload;
    private final Pulse pulse;
    private final LinkKeeper keeper;
    private volatile double cpu = 0.1;

    private Troupe(String secret, int slots, BiFunction<Frame.Invoke, Duration, Frame.Reply> run) {
        Identity me = new Identity("hello", "one", "1", Frame.Role.LIVE, 2, slots, 1 << 30, secret);
        Duties duties = new Duties(() -> List.copyOf(endpoints), run, this::vitals);
        this.workload = new Workload(slots, System::nanoTime);
        this.pulse = new Pulse(duties.sense(), workload, System::nanoTime);
        this.keeper =
                new LinkKeeper(
                        new LinkTools(me, dialler, duties, workload, pulse, QUICK, new Random(7)));
        pulse.start(keeper::report);
    }

    /// A worker that runs calls so.
    public static Troupe running(BiFunction<Frame.Invoke, Duration, Frame.Reply> run) {
        return new Troupe(ScriptedBroker.SECRET, 8, run);
    }

    /// A worker with this many slots that runs calls so.
    public static Troupe slots(int slots, BiFunction<Frame.Invoke, Duration, Frame.Reply> run) {
        return new Troupe(ScriptedBroker.SECRET, slots, run);
    }

    /// A worker that answers `"ok"` to everything.
    public static Troupe obliging() {
        return running((call, left) -> ok(call));
    }

    /// A worker with another secret.
    public static Troupe withSecret(String secret) {
        return new Troupe(secret, 8, (call, left) -> ok(call));
    }

    /// A good answer.
    public static Frame.Answer ok(Frame.Invoke call) {
        return answer(call, "\"ok\"");
    }

    /// An answer with this JSON.
    public static Frame.Answer answer(Frame.Invoke call, String json) {
        JsonText text = JsonText.trusted(json.getBytes(StandardCharsets.UTF_8));
        return new Frame.Answer(
                call.id(), 200, Map.of(), new Body.Json(text), "application/json", Load.NONE);
    }

    private Vitals vitals(Vitals.State state, int inFlight, double mean) {
        long seq = reports.incrementAndGet();
        return new Vitals(seq, 1, state, cpu, 0.2, 1000, 2000, 0.5, inFlight, mean, 0);
    }

    /// From now on the process uses this much of its cores.
    public void cpu(double share) {
        cpu = share;
    }

    /// The endpoints as the worker offers them; a change counts after the next announcement.
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /// The part under test.
    public LinkKeeper keeper() {
        return keeper;
    }

    /// What counts the calls.
    public Workload workload() {
        return workload;
    }

    /// Tells the worker of these brokers and waits until each is linked.
    public Troupe meets(ScriptedBroker... brokers) throws InterruptedException {
        knows(brokers);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (keeper.open().size() < brokers.length) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no link within " + PATIENCE + ": " + keeper.states());
            }
            LockSupport.parkNanos(1_000_000);
        }
        return this;
    }

    /// Tells the worker that these are the brokers, and no others.
    public Troupe knows(ScriptedBroker... brokers) {
        keeper.known(Arrays.stream(brokers).map(ScriptedBroker::node).toList());
        return this;
    }

    /// Ends every link in order.
    public void leave() {
        keeper.close();
    }

    @Override
    public void close() {
        pulse.close();
        keeper.close();
        dialler.close();
    }
}
