package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A real disk whose process ends, as if killed, when it comes to a chosen point for the n-th time.
public final class HaltingDisk implements Disk {
    /// As after a kill -9.
    public static final int STATUS = 137;

    private final Disk disk;
    private final String point;
    private int left;

    /// @param at a point, a colon and a number
    public HaltingDisk(Disk disk, String at) {
        this.disk = disk;
        this.point = at.substring(0, at.indexOf(':'));
        this.left = Integer.parseInt(at.substring(at.indexOf(':') + 1));
    }

    /// Ends the process if this is the place and the time.
    public void reach(String name) {
        if (name.equals(point) && --left == 0) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private record HaltingFile(LogFile file, HaltingDisk disk) implements LogFile {
        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            file.write(bytes, at);
            disk.reach("written");
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public void create(Path path, int bytes) throws IOException {
        disk.create(path, bytes);
        reach("created");
    }

    @Override
    public LogFile open(Path path) throws IOException {
        return new HaltingFile(disk.open(path), this);
    }

    @Override
    public ByteBuffer read(Path path) throws IOException {
        return disk.read(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        reach("deleting");
        disk.delete(path);
    }

    @Override
    public void syncNames(Path folder) throws IOException {
        disk.syncNames(folder);
    }

    @Override
    public long room(Path folder) {
        return disk.room(folder);
    }

    @Override
    public void tables(Step step) {
        reach("tables." + step);
    }
}
