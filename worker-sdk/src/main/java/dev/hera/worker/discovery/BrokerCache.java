package dev.hera.worker.discovery;

import dev.hera.wire.BrokerNode;
import dev.hera.wire.codec.BrokerNodeCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The last known brokers in a file, one JSON text a line; the thread of the watch.
///
/// Fifty workers of one host may share the file: each writes a file of its own and renames it.
/// What stands in it is read as strictly as ZooKeeper's nodes, and a file that cannot be read or
/// written costs nothing but the memory.
public final class BrokerCache {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCache.class);
    private static final long MAX_BYTES = 1 << 20;
    private final Path file;

    public BrokerCache(Path file) {
        this.file = file;
    }

    /// Keeps these brokers.
    void keep(Collection<BrokerNode> brokers) {
        StringBuilder lines = new StringBuilder();
        for (BrokerNode broker : brokers) {
            lines.append(new String(BrokerNodeCodec.write(broker), StandardCharsets.UTF_8));
            lines.append('\n');
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                return;
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".brokers", ".new");
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the list of brokers cannot be kept in {}: {}", file, e.toString());
        }
    }

    /// The brokers last kept; none when there is no such file, or it is not ours.
    List<BrokerNode> last() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return List.of();
            }
            return Files.readAllLines(file).stream()
                    .map(line -> BrokerNodeCodec.read(line.getBytes(StandardCharsets.UTF_8)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            LOG.warn("the list of brokers in {} cannot be read: {}", file, e.toString());
            return List.of();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
