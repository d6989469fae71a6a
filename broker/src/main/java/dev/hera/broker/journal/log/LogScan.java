package dev.hera.broker.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the log from its first file to its end, at a start, on the starting thread.
///
/// A place where no whole frame of the right number stands is the log's end, unless a frame with a
/// higher number stands anywhere behind it: then it is a hole. What an earlier use of a file left
/// behind has lower numbers and is passed over.
final class LogScan {
    private static final int NOWHERE = -1;

    private final long applied;
    private final Reader reader;
    private final List<Lost> holes = new ArrayList<>();
    private long expected;
    private long lastMillis;
    private long replayed;
    private long unfinished;
    private int endFile = NOWHERE;
    private int endOffset;

    /// Takes the frames that the tables do not have yet.
    interface Reader {
        void read(Frame frame, ByteBuffer operations);
    }

    /// What was found.
    ///
    /// @param next the number of the next record
    /// @param file which file the log ends in; -1 when it is empty
    /// @param offset where in that file
    record Found(
            long next, int file, int offset, long replayed, long unfinished, List<Lost> holes) {}

    private LogScan(long applied, Reader reader) {
        this.applied = applied;
        this.reader = reader;
        this.expected = applied + 1;
    }

    /// Scans files, oldest first.
    ///
    /// @param applied frames up to this number are in the tables already
    /// @param synced the log is known to have reached this number
    static Found scan(List<Path> files, long applied, long synced, Reader reader)
            throws IOException {
        LogScan scan = new LogScan(applied, reader);
        for (int i = 0; i < files.size(); i++) {
            scan.file(i, load(files.get(i)));
        }
        if (synced >= scan.expected) {
            scan.hole(synced, 0);
        }
        return new Found(
                scan.expected,
                scan.endFile,
                scan.endOffset,
                scan.replayed,
                scan.unfinished,
                scan.holes);
    }

    private static ByteBuffer load(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer log = ByteBuffer.allocate((int) channel.size());
            while (log.hasRemaining() && channel.read(log) >= 0) {
                // reads until full
            }
            return log.flip();
        }
    }

    private void file(int number, ByteBuffer log) {
        int offset = 0;
        while (offset != NOWHERE) {
            Frame frame = Frame.at(log, offset);
            if (frame != null && isNext(frame)) {
                take(frame, log.slice(offset + Frame.HEAD, frame.length()));
                offset += frame.span();
                endFile = number;
                endOffset = offset;
                unfinished = 0;
            } else {
                offset = resume(log, offset);
            }
        }
    }

    /// A frame that the tables have already may stand before the first one they do not have.
    private boolean isNext(Frame frame) {
        return frame.first() == expected || (endFile == NOWHERE && frame.first() < expected);
    }

    private void take(Frame frame, ByteBuffer operations) {
        if (frame.last() > applied) {
            replayed += frame.count();
            reader.read(frame, operations);
        }
        expected = frame.last() + 1;
        lastMillis = frame.millis();
    }

    /// Where the log goes on in this file; nowhere when it does not.
    private int resume(ByteBuffer log, int from) {
        for (int at = from; at + Frame.HEAD <= log.limit(); at += Frame.STEP) {
            Frame frame = Frame.isLikely(log, at) ? Frame.at(log, at) : null;
            if (frame != null && frame.first() >= expected) {
                if (frame.first() > expected) {
                    hole(frame.first() - 1, frame.millis());
                }
                return at;
            }
        }
        if (Frame.isLikely(log, from) && Frame.firstAt(log, from) == expected) {
            unfinished = Math.min(Frame.lengthAt(log, from), log.limit() - from);
        }
        return NOWHERE;
    }

    private void hole(long to, long beforeMillis) {
        long from = Math.max(expected, applied + 1);
        if (from <= to) {
            Instant after = Instant.ofEpochMilli(lastMillis);
            holes.add(new Lost(from, to, after, Instant.ofEpochMilli(beforeMillis)));
        }
        expected = to + 1;
    }
}
