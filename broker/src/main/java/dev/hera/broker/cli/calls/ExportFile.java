package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.hera.broker.cli.terminal.Failure;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// An export on its way to disk; one thread.
///
/// It is written beside its place, for its owner alone, and moved there when it is whole and on
/// disk; what was not finished is removed.
final class ExportFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final FileChannel channel;
    private final BufferedWriter out;
    private JsonNode end = MissingNode.getInstance();

    private ExportFile(Path place, Path beside, FileChannel channel) {
        this.place = place;
        this.beside = beside;
        this.channel = channel;
        out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /// Begins one.
    ///
    /// @throws Failure when nothing can be written there
    static ExportFile beside(Path place) {
        Path beside = place.resolveSibling(place.getFileName() + ".part");
        try {
            Files.deleteIfExists(beside);
            FileChannel channel =
                    FileChannel.open(
                            beside,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            return new ExportFile(place, beside, channel);
        } catch (IOException e) {
            throw unwritable(beside, e);
        }
    }

    private static Failure unwritable(Path file, IOException e) {
        return new Failure("%s cannot be written: %s".formatted(file, e));
    }

    /// One more line; what only says how far the search is stays out.
    void line(JsonNode line) {
        if (line.has("progress")) {
            return;
        }
        if (line.has("end")) {
            end = line.path("end");
        }
        try {
            out.write(line.toString());
            out.write('\n');
        } catch (IOException e) {
            throw unwritable(beside, e);
        }
    }

    /// The last line, which says what is in it.
    ///
    /// @throws Failure when it did not come
    JsonNode end() {
        if (end.isMissingNode()) {
            throw new Failure("the broker stopped in the middle: no file was made; try again");
        }
        return end;
    }

    /// Puts it in its place.
    void finish() {
        try {
            out.flush();
            channel.force(true);
            Files.move(
                    beside,
                    place,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            throw unwritable(beside, e);
        }
    }
}
