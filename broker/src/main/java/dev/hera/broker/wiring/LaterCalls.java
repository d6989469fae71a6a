package dev.hera.broker.wiring;

import dev.hera.broker.accept.Acceptor;
import dev.hera.broker.accept.Backlog;
import dev.hera.broker.accept.keep.Shelf;
import dev.hera.broker.accept.lane.LaneView;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.dispatch.Later;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.setting.Settings;
import dev.hera.wire.Endpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Calls that are accepted now and delivered later: the room's parts, and what it tells others.
///
/// Opened before any door, since nothing may be accepted that cannot be kept; delivers only when
/// the dispatcher is there; its disk is closed after everything that writes to it.
public final class LaterCalls implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final Shelf shelf;
    private final Backlog backlog;
    private final Acceptor acceptor;

    /// @param failed hears once of a fault after which nothing can be kept
    public LaterCalls(Settings settings, Consumer<JournalFault> failed) {
        Path folder = Path.of(settings.text("data"), "accepted", settings.text("id"));
        shelf = Shelf.open(folder, failed);
        Backlog.Limits limits =
                new Backlog.Limits(
                        settings.number("accepted.calls"),
                        settings.number("accepted.mebibytes") * MEBIBYTE);
        backlog = new Backlog(shelf, limits);
        acceptor = new Acceptor(backlog);
    }

    /// What the dispatcher hands calls to.
    public Later later() {
        return acceptor::accept;
    }

    /// Reads what is on disk and begins to deliver it.
    public void start(Dispatcher dispatcher) {
        backlog.start(dispatcher::deliver);
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
