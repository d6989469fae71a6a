package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A real disk that does not do one of the things it is asked; a write that fails does half of it.
public final class FailingDisk implements Disk {
    private final Faults faults;

    public FailingDisk(Faults faults) {
        this.faults = faults;
    }

    private record FailingFile(LogFile file, Faults faults) implements LogFile {
        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            try {
                faults.step("write");
            } catch (IOException e) {
                file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), at);
                throw e;
            }
            file.write(bytes, at);
        }

        @Override
        public void sync() throws IOException {
            faults.step("sync");
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public void create(Path path, int bytes) throws IOException {
        faults.step("create");
        LOCAL.create(path, bytes);
    }

    @Override
    public LogFile open(Path path) throws IOException {
        faults.step("open");
        return new FailingFile(LOCAL.open(path), faults);
    }

    @Override
    public ByteBuffer read(Path path) throws IOException {
        faults.step("read");
        return LOCAL.read(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        faults.step("list");
        return LOCAL.list(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        faults.step("delete");
        LOCAL.delete(path);
    }

    @Override
    public void syncNames(Path folder) throws IOException {
        faults.step("syncNames");
        LOCAL.syncNames(folder);
    }

    @Override
    public long room(Path folder) {
        return LOCAL.room(folder);
    }

    @Override
    public void tables(Step step) throws IOException {
        faults.step("tables " + step);
    }
}
