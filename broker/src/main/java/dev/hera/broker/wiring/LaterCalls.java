package dev.hera.broker.wiring;

import dev.hera.broker.accept.Acceptor;
import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.keep.Shelf;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.accept.shadow.ShadowView;
import dev.hera.broker.accept.shadow.Ways;
import dev.hera.broker.dispatch.Copies;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.dispatch.Later;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.route.Router;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// Calls that are accepted now and delivered later: the room's parts, and what it tells others.
///
/// Opened before any door, since nothing may be accepted that cannot be kept; delivers only when
/// the dispatcher is there; its disk is closed after everything that writes to it.
public final class LaterCalls implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final Shelf shelf;
    private final Backlog backlog;
    private final Acceptor acceptor;
    private final Router router;
    private volatile @Nullable Started started;

    private record Started(Dispatcher dispatcher, Copies copies) {}

    /// @param failed hears once of a fault after which nothing can be kept
    /// @param router knows which workers take live calls
    public LaterCalls(Settings settings, Consumer<JournalFault> failed, Router router) {
        this.router = router;
        Path folder = Path.of(settings.text("data"), "accepted", settings.text("id"));
        shelf = Shelf.open(folder, failed);
        Backlog.Limits limits =
                new Backlog.Limits(
                        settings.number("accepted.calls"),
                        settings.number("accepted.mebibytes") * MEBIBYTE);
        Ways ways =
                new Ways(
                        (call, caller, first) ->
                                started().dispatcher().deliver(call, caller, first),
                        (call, caller, service) -> started().copies().run(call, caller, service),
                        router::isLive);
        backlog = new Backlog(shelf, limits, ways);
        acceptor = new Acceptor(backlog);
    }

    /// What the dispatcher hands calls to.
    public Later later() {
        return acceptor::accept;
    }

    /// Reads what is on disk and begins to deliver it.
    public void start(Dispatcher dispatcher) {
        started = new Started(dispatcher, new Copies(router, dispatcher.underway()));
        backlog.start();
    }

    private Started started() {
        Started there = started;
        if (there == null) {
            throw new IllegalStateException("not started");
        }
        return there;
    }

    /// An endpoint was announced, or is remembered.
    public void known(Endpoint endpoint) {
        backlog.known(endpoint);
    }

    /// For operators.
    public Backlog backlog() {
        return backlog;
    }

    /// Why nothing can be accepted; empty when it can.
    public List<String> ailments() {
        return backlog.ailments();
    }

    /// No more deliveries begin; those that run may end. What is accepted from now on waits for the
    /// next start.
    public void rest() {
        backlog.close();
    }

    public void gauges(Observing observing) {
        observing.gauge("hera.accepted.calls", "accepted since the start", acceptor::accepted);
        observing.gauge("hera.accepted.refused", "not accepted since the start", acceptor::refused);
        observing.gauge(
                "hera.accepted.screened.out",
                "did not pass the checks of their endpoint",
                acceptor::screenedOut);
        observing.gauge("hera.accepted.backlog", "accepted and not settled", backlog::calls);
        observing.gauge("hera.accepted.backlog.bytes", "bytes of their contents", backlog::bytes);
        observing.gauge("hera.accepted.parked", "given up", () -> sum(LaneView::parked));
        observing.gauge(
                "hera.accepted.quarantined",
                "given up because workers died",
                () -> sum(LaneView::quarantined));
        observing.gauge(
                "hera.accepted.in.flight", "being delivered", () -> sum(LaneView::inFlight));
        observing.gauge(
                "hera.accepted.drained.per.second",
                "left the backlog in a second, lately",
                () -> sum(LaneView::drained));
        observing.gauge(
                "hera.accepted.oldest.seconds", "age of the oldest that waits", this::oldest);
        shadows(observing);
    }

    private void shadows(Observing observing) {
        shadow(observing, "equal", "copies answered like the first", v -> v.counts().equal());
        shadow(observing, "different", "answered otherwise", v -> v.counts().different());
        shadow(observing, "failed", "copies without an answer", v -> v.counts().failed());
        shadow(observing, "dropped", "copies for which no room was", v -> v.counts().dropped());
        shadow(
                observing,
                "fallback",
                "calls that a promoted shadow could not take",
                v -> v.counts().fallback());
        shadow(observing, "waiting", "copies that wait", ShadowView::waiting);
    }

    private void shadow(
            Observing observing,
            String name,
            String description,
            ToLongFunction<ShadowView> figure) {
        observing.gauge(
                "hera.accepted.shadow." + name, description, () -> backlog.shadows().sum(figure));
    }

    /// Whether this service only gets copies of an endpoint's calls.
    public boolean isShadow(String service, String endpoint) {
        return backlog.shadows().isShadow(service, endpoint);
    }

    private double sum(ToDoubleFunction<LaneView> figure) {
        return backlog.views().stream().mapToDouble(figure).sum();
    }

    private double oldest() {
        return backlog.views().stream()
                .map(LaneView::oldest)
                .mapToDouble(Duration::toSeconds)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        backlog.close();
        shelf.close();
    }
}
