package dev.hera.broker.wiring;

import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.admin.ReplaysApi;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.CallPath;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.replay.Ground;
import dev.hera.broker.replay.Replays;
import dev.hera.broker.replay.keep.Phase;
import dev.hera.broker.replay.keep.ReplayFolder;
import dev.hera.broker.route.Router;
import dev.hera.broker.setting.Settings;

import io.javalin.config.RoutesConfig;

import java.nio.file.Path;
import java.util.Map;

/// Replays of this broker's records: the room's parts, and what operators may do with them.
public final class Replaying implements AutoCloseable {
    private final Replays replays;
    private final ReplaysApi api;

    public Replaying(
            Settings settings,
            AdminGate gate,
            Journal journal,
            Dispatcher dispatcher,
            Router router,
            CallIds ids) {
        Finder finder = journal.finder(Map::of).orElseThrow();
        Ground ground =
                new Ground(journal::find, dispatcher::replay, CallPath::decoded, router, ids);
        Path folder = Path.of(settings.text("data"), "replays", ids.broker());
        replays = new Replays(ground, new ReplayFolder(folder), finder);
        api = new ReplaysApi(gate, replays, ids.broker());
    }

    /// Goes on with what was running when the broker stopped.
    public void start() {
        replays.start();
    }

    /// Adds the paths of the internal port.
    public void addTo(RoutesConfig routes) {
        api.addTo(routes);
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
