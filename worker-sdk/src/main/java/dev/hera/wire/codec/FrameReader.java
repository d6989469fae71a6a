package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.JsonProof;
import dev.hera.wire.JsonText;
import dev.hera.wire.WireVersion;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Reads WebSocket messages into frames; one object a message, on the thread that received it.
///
/// Our own writer puts the id before the result and the method before the params, so that one
/// pass does; another order is read too, in a second pass over that one member.
public final class FrameReader {
    private static final long MAX_ID = 1L << 53;
    private static final long NO_ID = -1;

    private final byte[] message;
    private final LongFunction<ReplyKind> waiting;

    private FrameReader(byte[] message, LongFunction<ReplyKind> waiting) {
        this.message = message;
        this.waiting = waiting;
    }

    /// Reads one message, single or batch. Never throws for what the bytes say: what breaks the
    /// protocol comes back as [Frame.Malformed].
    ///
    /// @param message UTF-8 JSON; handed over, carried bodies are windows into it
    /// @param waiting which reply the given id of ours waits for, [ReplyKind#NONE] for none
    public static List<Frame> read(byte[] message, LongFunction<ReplyKind> waiting) {
        if (!JsonProof.isUtf8(message, 0, message.length)) {
            return List.of(broken(ErrorCode.PARSE_ERROR, "the text is not UTF-8"));
        }
        try (JsonParser in = Json.FACTORY.createParser(message)) {
            return new FrameReader(message, waiting).frames(in);
        } catch (IOException e) {
            return List.of(broken(ErrorCode.PARSE_ERROR, "the text is not JSON"));
        }
    }

    private static Frame broken(int code, String why) {
        return new Frame.Malformed(NO_ID, false, code, why);
    }

    private List<Frame> frames(JsonParser in) throws IOException {
        List<Frame> frames;
        if (in.nextToken() == JsonToken.START_ARRAY) {
            frames = batch(in);
        } else {
            frames = List.of(frame(in));
        }
        if (in.nextToken() != null) {
            throw new IOException("a second value");
        }
        return frames;
    }

    private List<Frame> batch(JsonParser in) throws IOException {
        List<Frame> frames = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (frames.size() == WireVersion.MAX_BATCH) {
                return List.of(
                        broken(
                                ErrorCode.INVALID_REQUEST,
                                "a batch has more than " + WireVersion.MAX_BATCH + " messages"));
            }
            frames.add(frame(in));
        }
        if (frames.isEmpty()) {
            frames.add(broken(ErrorCode.INVALID_REQUEST, "an empty batch"));
        }
        return frames;
    }

    /// Reads the frame the parser stands on, and leaves the parser on its end whatever happens.
    private Frame frame(JsonParser in) throws IOException {
        if (in.currentToken() == null) {
            throw new IOException("nothing");
        }
        Envelope envelope = new Envelope();
        int depth = in.getParsingContext().getNestingDepth();
        boolean struct = in.currentToken().isStructStart();
        try {
            envelope.read(in);
            return envelope.frame();
        } catch (ProtocolBreach breach) {
            while (struct && in.getParsingContext().getNestingDepth() >= depth) {
                if (in.nextToken() == null) {
                    throw new IOException("cut off", breach);
                }
            }
            String why = String.valueOf(breach.getMessage());
            return new Frame.Malformed(
                    envelope.id,
                    envelope.method == null && envelope.id != NO_ID,
                    breach.code(),
                    why);
        }
    }

    /// The members of one JSON-RPC message as they come.
    private final class Envelope {
        private long id = NO_ID;
        private boolean version;

        /// How many of `method`, `result` and `error`: two readers could take it for two things.
        private int kinds;

        private @Nullable String method;
        private @Nullable JsonText earlyParams;
        private @Nullable JsonText earlyResult;
        private @Nullable Frame frame;

        void read(JsonParser in) throws IOException {
            Members members = new Members(in, message);
            while (members.next()) {
                switch (members.name()) {
                    case "jsonrpc" -> version = members.text().equals("2.0");
                    case "id" -> id = id(members);
                    case "method" -> {
                        kinds++;
                        method = members.textUpTo(400);
                    }
                    case "params" -> params(members);
                    case "result" -> {
                        kinds++;
                        result(members);
                    }
                    case "error" -> {
                        kinds++;
                        frame = ReplyReader.failure(id, members);
                    }
                    default -> members.skip();
                }
            }
            late();
        }

        private long id(Members members) throws IOException {
            long read = members.natural();
            if (read > MAX_ID) {
                throw members.wrong("at most 2^53");
            }
            return read;
        }

        private void params(Members members) throws IOException {
            if (method == null || id == NO_ID) {
                earlyParams = members.carried();
            } else {
                frame = CallReader.request(method, id, members);
            }
        }

        private void result(Members members) throws IOException {
            if (id == NO_ID) {
                earlyResult = members.carried();
            } else {
                frame = ReplyReader.reply(waiting.apply(id), id, members);
            }
        }

        /// What could not be read where it stood is read now.
        private void late() throws IOException {
            if (frame instanceof Frame.Failure failure && failure.id() != id) {
                frame =
                        new Frame.Failure(
                                id,
                                failure.code(),
                                failure.message(),
                                failure.load(),
                                failure.told());
            } else if (frame == null && method != null) {
                String name = method;
                JsonText text = earlyParams == null ? JsonText.NULL : earlyParams;
                frame = again(text, members -> CallReader.request(name, id, members));
            } else if (frame == null && earlyResult != null && id != NO_ID) {
                ReplyKind kind = waiting.apply(id);
                frame = again(earlyResult, members -> ReplyReader.reply(kind, id, members));
            }
        }

        private Frame again(JsonText text, Reading reading) throws IOException {
            byte[] member =
                    ("{\"m\":" + text + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            try (JsonParser in = Json.FACTORY.createParser(member)) {
                in.nextToken();
                Members members = new Members(in, member);
                members.next();
                return reading.read(members);
            }
        }

        Frame frame() {
            if (!version || frame == null || kinds != 1) {
                throw new ProtocolBreach(
                        ErrorCode.INVALID_REQUEST, "not a JSON-RPC 2.0 message of this link");
            }
            return frame;
        }
    }

    /// Reads one member as a frame.
    private interface Reading {
        Frame read(Members members) throws IOException;
    }
}
