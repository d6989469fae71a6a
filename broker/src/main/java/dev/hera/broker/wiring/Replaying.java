package dev.hera.broker.wiring;

import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.keep.KeepFault;
import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.admin.ReplaysApi;
import dev.hera.broker.admin.fleet.PeerGate;
import dev.hera.broker.admin.gather.GatherDesk;
import dev.hera.broker.admin.gather.Gathering;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Caller;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.CallPath;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.replay.Ground;
import dev.hera.broker.replay.Replays;
import dev.hera.broker.replay.hermetic.Children;
import dev.hera.broker.replay.keep.Phase;
import dev.hera.broker.replay.keep.ReplayFolder;
import dev.hera.broker.replay.plan.Originals;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.Endpoint;

import io.javalin.config.RoutesConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Optional;

/// Replays of recorded calls: the room's parts, and what operators may do with them.
public final class Replaying implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replaying.class);

    private final Replays replays;
    private final ReplaysApi api;
    private final GatherDesk desk;

    /// Where recorded calls lie, and who may have them.
    public record Sources(
            Gatekeeper gatekeeper,
            Journal journal,
            LaterCalls later,
            Overseeing overseeing,
            Recalling recalling) {}

    public Replaying(
            Settings settings,
            BrokerNode node,
            Sources sources,
            Dispatcher dispatcher,
            Router router,
            CallIds ids) {
        Journal journal = sources.journal();
        Gatekeeper gatekeeper = sources.gatekeeper();
        Backlog backlog = sources.later().backlog();
        Finder finder = journal.finder(backlog::givenUp).orElseThrow();
        Gathering others =
                new Gathering(
                        gatekeeper,
                        sources.overseeing().neighbours(),
                        sources.recalling().recall(),
                        sources.overseeing().known()::absent);
        Originals originals =
                new Originals(journal::find, record -> whole(backlog, record), others);
        Ground ground =
                new Ground(
                        originals,
                        dispatcher::replay,
                        CallPath::decoded,
                        router,
                        ids,
                        new Children(finder, originals),
                        call -> kept(journal, router, call));
        Path folder = Path.of(settings.text("data"), "replays", ids.broker());
        replays = new Replays(ground, new ReplayFolder(folder), finder);
        api = new ReplaysApi(sources.overseeing().gate(), replays, ids.broker());
        PeerGate peers = new PeerGate(gatekeeper, node);
        desk = new GatherDesk(peers, finder, backlog::isGivenUp, replays);
    }

    /// The record of a call that was given up, with what it would be delivered with in place of
    /// what is recorded: that is masked, and may be without the body.
    private static Optional<CallRecord> whole(Backlog backlog, CallRecord record) {
        Opening then = record.opening();
        try {
            return backlog.contents(then.id()).map(call -> record.with(then.with(call)));
        } catch (KeepFault fault) {
            LOG.warn("call {} is replayed as it is recorded: {}", then.id(), fault.getMessage());
            return Optional.of(record);
        }
    }

    private static Opening kept(Journal journal, Router router, Call call) {
        Endpoint endpoint = router.resolve(call).map(Route::endpoint).orElse(null);
        return journal.asKept(call, Caller.NOBODY, endpoint).orElseThrow();
    }

    /// Goes on with what was running when the broker stopped.
    public void start() {
        replays.start();
    }

    /// Adds the paths of the internal port.
    public void addTo(RoutesConfig routes) {
        api.addTo(routes);
        desk.addTo(routes);
    }

    /// What this broker tells of its replays.
    public void gauges(Observing observing) {
        observing.gauge("hera.replays.running", "replays that send calls", this::running);
    }

    private double running() {
        return replays.views().stream()
                .filter(view -> view.progress().phase() == Phase.RUNNING)
                .count();
    }

    @Override
    public void close() {
        replays.close();
    }
}
