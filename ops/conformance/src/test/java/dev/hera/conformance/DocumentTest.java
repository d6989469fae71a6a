package dev.hera.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.link.LinkSettings;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.WireVersion;
import dev.hera.wire.codec.BrokerNodeCodec;
import dev.hera.wire.codec.FrameReader;
import dev.hera.wire.codec.FrameWriter;
import dev.hera.wire.codec.ReplyKind;
import dev.hera.worker.talk.LinkTimings;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `ops/docs/protocol.md` and the codec say the same.
class DocumentTest {
    /// Frames that are only ever read, each from many possible texts.
    private static final Set<String> WITHOUT_EXAMPLE =
            Set.of("UnknownRequest", "UnknownNote", "Unmatched", "Malformed");

    /// Members of JSON-RPC itself, and of an endpoint's own headers and body.
    private static final Set<String> NOT_OURS =
            Set.of(
                    "jsonrpc",
                    "id",
                    "method",
                    "params",
                    "result",
                    "error",
                    "accept",
                    "location",
                    "x-part");

    private final Document document = Document.protocol();

    @Test
    void theCodecReadsEveryExampleAsTheFrameItIsSaidToBe() {
        for (Document.Example example : frames()) {
            Frame frame = read(example);
            assertEquals(example.kind(), frame.getClass().getSimpleName(), example.text());
            assertEquals(frame, again(frame), "written and read again");
        }
    }

    @Test
    void everyFrameHasAnExample() {
        Set<String> shown =
                frames().stream()
                        .map(Document.Example::kind)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = new TreeSet<>();
        kinds(Frame.class).forEach(kind -> all.add(kind.getSimpleName()));
        all.removeAll(WITHOUT_EXAMPLE);
        assertEquals(all, shown);
    }

    private static Stream<Class<?>> kinds(Class<?> kind) {
        return kind.isSealed()
                ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(DocumentTest::kinds)
                : Stream.of(kind);
    }

    /// What the codec writes for an example is explained below it.
    @Test
    void everyMemberIsExplained() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (Document.Example example : frames()) {
            Set<String> members = new TreeSet<>();
            members(json.readTree(FrameWriter.write(read(example))), members);
            members.removeAll(NOT_OURS);
            members.removeIf(member -> document.section(example.line()).contains("`" + member));
            assertEquals(Set.of(), members, "not explained beside " + example.kind());
        }
    }

    private static void members(JsonNode json, Set<String> into) {
        json.fieldNames().forEachRemaining(into::add);
        if (json.has("body")) {
            into.removeIf(json.path("body")::has);
        }
        json.properties().stream()
                .filter(member -> !member.getKey().equals("body"))
                .forEach(member -> members(member.getValue(), into));
        if (json.isArray()) {
            json.forEach(item -> members(item, into));
        }
    }

    @Test
    void theNodeIsOne() {
        Document.Example node = document.examples("node").getFirst();
        BrokerNode read = BrokerNodeCodec.read(bytes(node.text())).orElseThrow();
        assertEquals("broker-1", read.id());
        assertEquals(read, BrokerNodeCodec.read(BrokerNodeCodec.write(read)).orElseThrow());
    }

    @Test
    void limitsAreThoseOfTheCode() {
        assertEquals(WireVersion.MAX_GREETING_BYTES, limit("message before the proof"));
        assertEquals(WireVersion.MAX_MESSAGE_BYTES, limit("message after it"));
        assertEquals(WireVersion.MAX_BODY_BYTES, limit("bytes of a body"));
        assertEquals(WireVersion.MAX_BATCH, limit("messages in a batch"));
        assertEquals(WireVersion.MAX_BODY_DEPTH, limit("levels of a body"));
        assertEquals(WireVersion.MAX_NUMBER_CHARS, limit("characters of a number"));
        assertTrue(document.text().contains("`GET " + WireVersion.LINK_PATH + "`"));
        assertTrue(document.text().contains("subprotocol `" + WireVersion.SUBPROTOCOL + "`"));
    }

    private int limit(String what) {
        return Integer.parseInt(document.row(what).get(1));
    }

    @Test
    void codesAreThoseOfTheCode() throws IllegalAccessException {
        Set<String> said =
                document.rows().stream()
                        .filter(row -> row.getFirst().startsWith("-32"))
                        .map(row -> row.get(1) + " " + row.getFirst())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        for (Field field : ErrorCode.class.getFields()) {
            known.add(field.getName() + " " + field.getInt(null));
        }
        assertEquals(known, said);
    }

    @Test
    void timersAreThoseOfTheCode() {
        LinkTimings worker = LinkTimings.USUAL;
        LinkSettings broker = LinkSettings.USUAL;
        assertEquals(worker.connect(), timer("connecting and handshake"));
        assertEquals(worker.greeting(), timer("greeting, either side"));
        assertEquals(broker.provenWithin(), timer("greeting, either side"));
        assertEquals(broker.statusEvery(), timer("between two"));
        assertEquals(broker.suspectAfter(), timer("suspect"));
        assertEquals(broker.deadAfter(), timer(", dead"));
        assertEquals(worker.silence(), timer("nothing heard from a broker"));
        assertEquals(broker.writeWithin(), timer("one write, broker"));
        assertEquals(worker.write(), timer("one write, worker"));
        assertEquals(Duration.ofMillis(500), worker.firstPause());
        assertEquals(Duration.ofSeconds(30), worker.longestPause());
        assertEquals(Duration.ofSeconds(60), worker.stable());
    }

    private Duration timer(String what) {
        return Duration.ofMillis(Long.parseLong(document.row(what).get(1).replace(" ms", "")));
    }

    private List<Document.Example> frames() {
        List<Document.Example> frames = new ArrayList<>(document.examples());
        frames.removeIf(example -> example.kind().equals("node"));
        return frames;
    }

    private static Frame read(Document.Example example) {
        return FrameReader.read(bytes(example.text()), id -> kind(example.kind())).getFirst();
    }

    private static Frame again(Frame frame) {
        ReplyKind kind = kind(frame.getClass().getSimpleName());
        return FrameReader.read(FrameWriter.write(frame), id -> kind).getFirst();
    }

    private static ReplyKind kind(String frame) {
        return Arrays.stream(ReplyKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(frame))
                .findFirst()
                .orElse(ReplyKind.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
