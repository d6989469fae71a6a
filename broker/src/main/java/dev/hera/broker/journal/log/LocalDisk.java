package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Files of this machine, through the JDK; any thread.
final class LocalDisk implements Disk {
    private static final int ZEROES = 1 << 20;

    private record Open(FileChannel channel) implements LogFile {
        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            for (long place = at; bytes.hasRemaining(); ) {
                place += channel.write(bytes, place);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void create(Path path, int bytes) throws IOException {
        ByteBuffer zeroes = ByteBuffer.allocateDirect(Math.min(ZEROES, bytes));
        try (FileChannel file = created(path)) {
            for (long at = 0; at < bytes; ) {
                zeroes.clear().limit((int) Math.min(zeroes.capacity(), bytes - at));
                at += file.write(zeroes, at);
            }
            file.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        syncNames(path.resolveSibling("."));
    }

    private static FileChannel created(Path path) throws IOException {
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(path, options, owner);
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return new Open(FileChannel.open(path, StandardOpenOption.WRITE));
    }

    @Override
    public ByteBuffer read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // reads until full
            }
            return content.flip();
        }
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void syncNames(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public long room(Path folder) {
        return folder.toFile().getUsableSpace();
    }

    @Override
    public void tables(Step step) {
        // the tables know their way
    }
}
