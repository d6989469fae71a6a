package dev.hera.broker.wiring;

import dev.hera.broker.accesslog.AccessLog;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.link.LinkServer;
import dev.hera.broker.link.flow.LinkTally;
import dev.hera.broker.link.flow.LinkTally.What;
import dev.hera.broker.metrics.EndpointFigures;
import dev.hera.broker.metrics.Figures;
import dev.hera.broker.metrics.Meters;
import dev.hera.broker.metrics.WorkerFigures;
import dev.hera.broker.metrics.trace.Traces;
import dev.hera.broker.route.RouterView;
import dev.hera.broker.setting.Settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Everything that watches a broker at work and takes no part in it: put together here, so that
/// the rooms that are watched need not know.
public final class Observing implements CallListener, AutoCloseable {
    private static final String READY = "ready";
    private static final String KIND = "kind";

    private static final int LINES_WAITING = 8_192;

    private final List<CallListener> listeners = new ArrayList<>();
    private final List<Runnable> closers = new ArrayList<>();
    private final Meters meters;

    /// @param version of this build
    /// @param table the routing table as it stands, in short
    public Observing(Settings settings, String version, Supplier<RouterView> table) {
        meters =
                new Meters(
                        System::nanoTime,
                        settings.number("metrics.series"),
                        () -> figures(table.get()));
        meters.gauge("hera.build", "1, and which build", () -> 1, "version", version);
        closers.add(meters::close);
        listeners.add(meters);
        if (!settings.text("access.log").isEmpty()) {
            accessLog(settings);
        }
        if (!settings.text("trace.collector").isEmpty()) {
            traces(settings);
        }
    }

    private void accessLog(Settings settings) {
        AccessLog log =
                new AccessLog(
                        Path.of(settings.text("access.log")),
                        LINES_WAITING,
                        settings.number("access.log.megabytes") * 1_000_000L,
                        settings.number("access.log.files"),
                        Journals.masking(settings));
        log.start();
        meters.counter("hera.access.log.lines", "lines written", log::written);
        meters.counter("hera.access.log.dropped", "calls without a line", log::dropped);
        closers.add(log::close);
        listeners.add(log);
    }

    private void traces(Settings settings) {
        Traces traces = new Traces(settings.text("trace.collector"), settings.text("id"));
        traces.start();
        meters.counter("hera.traces.dropped", "sampled calls not sent", traces::dropped);
        closers.add(traces::close);
        listeners.add(traces);
    }

    @Override
    public void onEnd(Ended ended) {
        listeners.forEach(listener -> listener.onEnd(ended));
    }

    /// The metrics as text of this content type.
    public String scrape(String type) {
        return meters.scrape(type);
    }

    /// The same as it goes out, not to be changed.
    public byte[] bytes(String type) {
        return meters.bytes(type);
    }

    /// Adds a figure that is read when scraped.
    public void gauge(String name, String description, DoubleSupplier figure) {
        meters.gauge(name, description, figure);
    }

    /// Counts what ZooKeeper told.
    public void known(Known known) {
        gauge("hera.tokens", "tokens known", () -> known.tokens().tokens().size());
        gauge("hera.brokers", "brokers in ZooKeeper", () -> known.brokers().size());
    }

    /// Adds a yes or no that is read when scraped.
    public void flag(String name, String description, BooleanSupplier yes) {
        meters.gauge(name, description, () -> yes.getAsBoolean() ? 1 : 0);
    }

    private static Figures figures(RouterView view) {
        return new Figures(
                view.workers().stream()
                        .map(
                                worker ->
                                        new WorkerFigures(
                                                worker.worker(),
                                                worker.state().equals(READY),
                                                worker.own(),
                                                worker.ping(),
                                                worker.vitals(),
                                                worker.reportAge()))
                        .toList(),
                view.endpoints().stream()
                        .map(
                                served ->
                                        new EndpointFigures(
                                                served.endpoint().name(),
                                                served.standing().workers(),
                                                served.standing().ready()))
                        .toList());
    }

    /// Counts what the journal does; every figure of it joins here.
    public void journal(Journal journal) {
        JournalMeters.add(meters, journal);
    }

    /// Counts what happens on the links of workers.
    public void links(LinkServer links) {
        LinkTally tally = links.tally();
        meters.gauge("hera.links", "workers linked", () -> links.views().size());
        counter(tally, "hera.handshakes", What.JOINED, "result", "admitted");
        counter(tally, "hera.handshakes", What.REFUSED, "result", "refused");
        counter(tally, "hera.handshakes", What.PUT_OFF, "result", "put-off");
        counter(tally, "hera.links.ended", What.LEFT);
        counter(tally, "hera.link.messages", What.MESSAGES_IN, "direction", "in");
        counter(tally, "hera.link.messages", What.MESSAGES_OUT, "direction", "out");
        counter(tally, "hera.link.frames", What.FRAMES_IN, "direction", "in");
        counter(tally, "hera.link.frames", What.FRAMES_OUT, "direction", "out");
        counter(tally, "hera.link.bytes", What.BYTES_IN, "direction", "in");
        counter(tally, "hera.link.bytes", What.BYTES_OUT, "direction", "out");
        for (What fault : LinkTally.FAULTS) {
            String kind = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
            counter(tally, "hera.link.faults", fault, KIND, kind);
        }
    }

    private void counter(LinkTally tally, String name, What what, String... labels) {
        String description =
                switch (name) {
                    case "hera.handshakes" -> "workers that wanted in";
                    case "hera.links.ended" -> "links that ended";
                    case "hera.link.messages" -> "WebSocket messages";
                    case "hera.link.frames" -> "JSON-RPC messages, several may share a message";
                    case "hera.link.bytes" -> "bytes of messages";
                    default -> "what workers did wrong on their links";
                };
        meters.counter(name, description, () -> tally.of(what), labels);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}
