package dev.hera.broker.cluster;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What every endpoint promised when it was last announced, kept in ZooKeeper, so that a broker
/// that has never seen its workers still knows the endpoint.
///
/// Best effort, and never on the path of a call: announcing only puts the change on a bounded list,
/// one thread writes it down, at most twenty changes a second. A change that cannot be written is
/// dropped; the next announcement brings it again.
public final class Policies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    private static final Duration PACE = Duration.ofMillis(50);
    private static final int MOST = 2_000;

    private final Cluster cluster;
    private final Consumer<Endpoint> reader;
    private final Map<String, Endpoint> known = new ConcurrentHashMap<>();
    private final Map<String, Endpoint> changed = new LinkedHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private final SharedTree tree;
    private final Thread writer;
    private volatile boolean loaded;

    Policies(Cluster cluster, Consumer<Endpoint> reader) {
        this.cluster = cluster;
        this.reader = reader;
        this.tree = cluster.watch(cluster.paths().endpoints(), this::read);
        this.writer = Thread.ofVirtual().name("hera-policies").start(this::write);
    }

    /// Whether all that was kept has been handed on once.
    public boolean isLoaded() {
        return loaded;
    }

    private void read(Map<String, byte[]> nodes) {
        nodes.forEach(
                (_, data) ->
                        endpoint(data)
                                .filter(e -> !e.equals(known.put(e.name(), e)))
                                .ifPresent(reader));
        loaded = true;
    }

    /// The data is an announcement of one endpoint, in the words of the link.
    private static Optional<Endpoint> endpoint(byte[] data) {
        List<Frame> frames = FrameReader.read(data, _ -> ReplyKind.NONE);
        return frames.getFirst() instanceof Frame.Announce announce
                        && announce.endpoints().size() == 1
                ? Optional.of(announce.endpoints().getFirst())
                : Optional.empty();
    }

    /// These endpoints were announced and taken; quick, any thread.
    public void announced(List<Endpoint> endpoints) {
        synchronized (changed) {
            for (Endpoint endpoint : endpoints) {
                boolean room = known.size() + changed.size() < MOST || isKnown(endpoint);
                if (room && !endpoint.equals(known.get(endpoint.name()))) {
                    changed.put(endpoint.name(), endpoint);
                }
            }
        }
        work.release();
    }

    private boolean isKnown(Endpoint endpoint) {
        return known.containsKey(endpoint.name());
    }

    private void write() {
        try {
            while (true) {
                work.acquire();
                work.drainPermits();
                for (Endpoint next = next(); next != null; next = next()) {
                    write(next);
                    TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("no more policies are written");
        }
    }

    private @Nullable Endpoint next() {
        synchronized (changed) {
            if (changed.isEmpty()) {
                return null;
            }
            String name = changed.keySet().iterator().next();
            return changed.remove(name);
        }
    }

    private void write(Endpoint endpoint) {
        try {
            Frame announcement = new Frame.Announce(0, 0, List.of(endpoint));
            cluster.put(cluster.paths().endpoint(endpoint.name()), FrameWriter.write(announcement));
        } catch (ClusterUnwell e) {
            LOG.warn("the policy of {} was not kept: {}", endpoint.name(), e.getMessage());
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        tree.close();
    }
}
