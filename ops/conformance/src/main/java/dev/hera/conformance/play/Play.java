package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.script.Scope;
import dev.hera.conformance.script.Script;
import dev.hera.conformance.socket.Heard;
import dev.hera.wire.Body;
import dev.hera.wire.Frame;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.StreamSupport;

/// Plays the steps of one check on a stage; one thread.
///
/// The steps that both sides share: `send`, `raw`, `hex`, `expect`, `none`, `closed`, `open`,
/// `close`, `cut`, `ping`, `half`, `pause`. Each may say `on`, the name of its connection.
public final class Play {
    private final Stage stage;
    private final Scope scope;

    public Play(Stage stage, Scope scope) {
        this.stage = stage;
        this.scope = scope;
    }

    /// Plays it to its end.
    ///
    /// @throws Mismatch saying which step did not go as it must
    public void play(Script script) throws InterruptedException {
        int number = 0;
        for (JsonNode step : script.steps()) {
            number++;
            try {
                step(step);
            } catch (Mismatch e) {
                throw new Mismatch("step " + number + ": " + e.getMessage());
            }
        }
    }

    private void step(JsonNode raw) throws InterruptedException {
        int times = raw.has("times") ? scope.fill(raw.path("times")).asInt() : 1;
        String verb = raw.fieldNames().next();
        for (int i = 0; i < times; i++) {
            JsonNode step = scope.fill(raw);
            switch (verb) {
                case "send", "raw", "hex" -> send(verb, step);
                case "expect" -> expect(step);
                case "none" -> none(step);
                case "closed" -> closed(step);
                case "open" -> open(step);
                case "close" -> peer(step).socket().close(step.path(verb).asInt(), "a check");
                case "cut" -> peer(step).socket().cut();
                case "ping" -> ping(step);
                case "half" -> peer(step).socket().sendHalf(Heard.Kind.BINARY, bytes(step, verb));
                case "pause" -> peer(step).pause(Duration.ofMillis(step.path(verb).asLong()));
                default -> stage.perform(verb, step, scope);
            }
        }
    }

    private Peer peer(JsonNode step) throws InterruptedException {
        return stage.peer(step.path("on").asText("a"));
    }

    private void send(String verb, JsonNode step) throws InterruptedException {
        Heard.Kind kind =
                step.path("as").asText().equals("text") ? Heard.Kind.TEXT : Heard.Kind.BINARY;
        peer(step).sendAs(kind, bytes(step, verb), step.path("frames").asInt(1));
    }

    private static byte[] bytes(JsonNode step, String verb) {
        return switch (verb) {
            case "hex" -> HexFormat.of().parseHex(step.path(verb).asText());
            case "send" -> step.path(verb).toString().getBytes(StandardCharsets.UTF_8);
            default -> step.path(verb).asText().getBytes(StandardCharsets.UTF_8);
        };
    }

    private void expect(JsonNode step) throws InterruptedException {
        Seen seen = peer(step).expect(step.path("expect"), scope, Patience.within(step));
        if (step.has("bytes")) {
            sameBytes(step.path("bytes").asText(), seen.frame());
        }
    }

    /// A body must have come byte for byte.
    public static void sameBytes(String wanted, Frame frame) {
        Body body =
                switch (frame) {
                    case Frame.Answer answer -> answer.body();
                    case Frame.Invoke call -> call.body();
                    default -> Body.NONE;
                };
        String is = new String(body.toBytes(), StandardCharsets.UTF_8);
        if (!is.equals(wanted)) {
            throw new Mismatch("the body is " + cut(is) + ", not " + cut(wanted));
        }
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }

    private void none(JsonNode step) throws InterruptedException {
        if (peer(step).said(step.path("none"), scope)) {
            throw new Mismatch("it said what it must not: " + step.path("none"));
        }
    }

    private void closed(JsonNode step) throws InterruptedException {
        Heard.Ended end = peer(step).end(Patience.within(step));
        if (end == null) {
            throw new Mismatch("the link is still open");
        }
        boolean right =
                StreamSupport.stream(step.path("closed").spliterator(), false)
                        .anyMatch(code -> code.asInt() == end.code());
        if (!right) {
            String codes = step.path("closed").toString();
            throw new Mismatch(
                    "closed with %d (%s), not one of %s".formatted(end.code(), end.why(), codes));
        }
    }

    private void open(JsonNode step) throws InterruptedException {
        Heard.Ended end = peer(step).end(Duration.ZERO);
        if (end != null) {
            throw new Mismatch("the link ended: " + end);
        }
    }

    private void ping(JsonNode step) throws InterruptedException {
        if (!peer(step).ping(bytes(step, "ping"), Patience.within(step))) {
            throw new Mismatch("no pong to a ping");
        }
    }
}
