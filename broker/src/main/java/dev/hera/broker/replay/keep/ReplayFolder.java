package dev.hera.broker.replay.keep;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.hera.broker.replay.plan.Ids;
import dev.hera.broker.replay.plan.Plan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The replays of one broker as files; any thread, one at a time for each replay.
///
/// A file is written beside its place, forced to disk and moved there, so that it is always whole.
public final class ReplayFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayFolder.class);
    private static final String PLAN = "plan.json";
    private static final String IDS = "ids";
    private static final String PROGRESS = "progress.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path folder;

    public ReplayFolder(Path folder) {
        this.folder = folder;
    }

    /// One replay as it lies here.
    public record Kept(Plan plan, Progress progress) {}

    /// All replays; one that cannot be read is left where it is and said in the log.
    ///
    /// @throws UncheckedIOException when the folder cannot be read
    public List<Kept> all() {
        List<Kept> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> names = Files.list(folder)) {
            for (Path one : names.sorted().toList()) {
                try {
                    all.add(
                            new Kept(
                                    JSON.readValue(one.resolve(PLAN).toFile(), Plan.class),
                                    JSON.readValue(
                                            one.resolve(PROGRESS).toFile(), Progress.class)));
                } catch (IOException e) {
                    LOG.warn("the replay in {} cannot be read and is left alone: {}", one, e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the replays in " + folder + " cannot be read", e);
        }
        return all;
    }

    /// The calls of a replay.
    ///
    /// @throws UncheckedIOException when they cannot be read
    public Ids ids(String replay) {
        try {
            return Ids.read(Files.readAllBytes(folder.resolve(replay).resolve(IDS)));
        } catch (IOException e) {
            throw new UncheckedIOException("the calls of replay " + replay + " are unreadable", e);
        }
    }

    /// Keeps a new plan.
    ///
    /// @throws UncheckedIOException when it could not
    public void add(Plan plan, Ids ids, Progress progress) {
        Path own = folder.resolve(plan.id());
        try {
            FileAttribute<?> owner =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, owner);
            Files.createDirectory(own, owner);
            write(own.resolve(IDS), ids.bytes());
            write(own.resolve(PROGRESS), ByteBuffer.wrap(JSON.writeValueAsBytes(progress)));
            write(own.resolve(PLAN), ByteBuffer.wrap(JSON.writeValueAsBytes(plan)));
        } catch (IOException e) {
            throw new UncheckedIOException("the plan could not be written to " + own, e);
        }
    }

    /// Keeps how far a replay is.
    ///
    /// @throws UncheckedIOException when it could not
    public void keep(String replay, Progress progress) {
        try {
            write(
                    folder.resolve(replay).resolve(PROGRESS),
                    ByteBuffer.wrap(JSON.writeValueAsBytes(progress)));
        } catch (IOException e) {
            throw new UncheckedIOException("progress of " + replay + " could not be written", e);
        }
    }

    /// Forgets a replay.
    ///
    /// @throws UncheckedIOException when it could not
    public void remove(String replay) {
        try {
            for (String name : List.of(PLAN, PROGRESS, IDS)) {
                Files.deleteIfExists(folder.resolve(replay).resolve(name));
            }
            Files.deleteIfExists(folder.resolve(replay));
        } catch (IOException e) {
            throw new UncheckedIOException("replay " + replay + " could not be removed", e);
        }
    }

    private static void write(Path place, ByteBuffer bytes) throws IOException {
        Path beside = place.resolveSibling(place.getFileName() + ".new");
        try (FileChannel file =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }
}
