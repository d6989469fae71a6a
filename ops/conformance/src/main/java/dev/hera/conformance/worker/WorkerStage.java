package dev.hera.conformance.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.hera.conformance.play.Mismatch;
import dev.hera.conformance.play.Patience;
import dev.hera.conformance.play.Peer;
import dev.hera.conformance.play.Stage;
import dev.hera.conformance.script.Library;
import dev.hera.conformance.script.Pattern;
import dev.hera.conformance.script.Scope;
import dev.hera.wire.id.BrokerMark;
import dev.hera.wire.scram.ScramVerifier;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The brokers of one check, and what only they can do; the check's thread.
final class WorkerStage implements Stage {
    private final World world;
    private final Subject subject;
    private final JsonNode setting;
    private final Map<String, ScriptedBroker> brokers = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, ScriptedBroker.Dialled> lastDials = new LinkedHashMap<>();
    private final ScriptedBroker stranger;
    private long mark = System.nanoTime();

    /// What all stages of one process share.
    ///
    /// @param root where the process looks for brokers
    /// @param prefix begins the ids of the stage's brokers
    record World(Herd herd, String root, String prefix, ScramVerifier verifier) {}

    WorkerStage(World world, Subject subject, JsonNode setting) throws InterruptedException {
        this.world = world;
        this.subject = subject;
        this.setting = setting;
        JsonNode names = setting.path("brokers");
        if (!names.isArray()) {
            names = Library.JSON.createArrayNode().add("a");
        }
        for (JsonNode name : names) {
            String id = world.prefix() + '-' + name.asText();
            ScriptedBroker broker = new ScriptedBroker(world.herd(), world.root(), id);
            brokers.put(name.asText(), broker.appear());
        }
        this.stranger = new ScriptedBroker(world.herd(), world.root(), world.prefix() + "-x");
        if (!isByHand()) {
            for (String name : brokers.keySet()) {
                greeted(first(name));
            }
        }
    }

    private Link greeted(Link link) throws InterruptedException {
        link.greet();
        if (!setting.path("pulse").asText().equals("none")) {
            link.startPulse();
        }
        return link;
    }

    @Override
    public void prepare(Scope scope) {
        scope.set("id", new TextNode(stranger.node().id()));
        scope.set("port", new IntNode(stranger.node().linkPort()));
        brokers.forEach((name, broker) -> scope.set("mark of " + name, mark(broker)));
        scope.set("mark of x", mark(stranger));
    }

    /// What ends the third group of the ids that this broker makes.
    private static TextNode mark(ScriptedBroker broker) {
        return new TextNode("%03x".formatted(BrokerMark.of(broker.node().id())));
    }

    private boolean isByHand() {
        return setting.path("greeting").asText().equals("by hand");
    }

    private Link take(String name, Duration within) throws InterruptedException {
        ScriptedBroker broker = broker(name);
        ScriptedBroker.Dialled dialled = broker.dialled(within);
        Link.Manners manners =
                setting.path("draining").asText().equals("by hand")
                        ? Link.Manners.BY_HAND
                        : Link.Manners.POLITE;
        Link link = new Link(dialled, broker.node(), world.verifier(), manners);
        lastDials.put(name, dialled);
        Link old = links.put(name, link);
        if (old != null) {
            links.put(name + " before", old);
        }
        return link;
    }

    private ScriptedBroker broker(String name) {
        ScriptedBroker broker = brokers.get(name);
        if (broker == null) {
            throw new IllegalArgumentException("no broker " + name);
        }
        return broker;
    }

    private Link link(String name) throws InterruptedException {
        Link link = links.get(name);
        return link == null ? first(name) : link;
    }

    /// The worker speaks first. Its first dial may be cut before it has, by a network that is as
    /// busy as the checks make it; the one after that may not.
    private Link first(String name) throws InterruptedException {
        Link link = take(name, Patience.START);
        return link.peer().isCutUnheard(Patience.USUAL) ? take(name, Patience.START) : link;
    }

    @Override
    public Peer peer(String name) throws InterruptedException {
        return link(name).peer();
    }

    @Override
    public void perform(String verb, JsonNode step, Scope scope) throws InterruptedException {
        String on = step.path("on").asText("a");
        JsonNode value = step.path(verb);
        switch (verb) {
            case "alive" -> Tricks.alive(link(on).peer(), scope);
            case "challenge" -> link(on).challenge(value);
            case "welcome" -> link(on).welcome(value);
            case "announcement" -> link(on).acceptAnnouncement();
            case "hello" -> compare(value, link(on).hello(), scope);
            case "announce" -> compare(value, link(on).announce(), scope);
            case "upgrade" -> upgrade(on, value, scope);
            case "mark" -> mark = System.nanoTime();
            case "dialled" -> dialled(on, step);
            case "alone" -> alone(broker(on), Duration.ofMillis(value.asLong()));
            case "door" -> broker(on).answer(value.asText());
            case "node" -> node(broker(on), value);
            case "signal" -> subject.terminate();
            case "exits" -> exits(value.asInt());
            case "survives" -> survives(on, step, scope);
            case "spread" -> spread(step);
            case "failures" -> failures(broker(on), value.asInt());
            case "stranger" -> stranger.appearAs(value.toString().getBytes(StandardCharsets.UTF_8));
            case "quiet" -> alone(stranger, Duration.ofMillis(value.asLong()));
            default -> new Tricks(link(on).peer(), scope).perform(verb, step);
        }
    }

    private static void compare(JsonNode wanted, JsonNode is, Scope scope) {
        String difference = new Pattern(scope).difference(wanted, is);
        if (!difference.isEmpty()) {
            throw new Mismatch(difference);
        }
    }

    private void upgrade(String on, JsonNode wanted, Scope scope) throws InterruptedException {
        Link _ = link(on);
        ScriptedBroker.Dialled dialled = lastDials.get(on);
        if (dialled != null) {
            ObjectNode is = Library.JSON.createObjectNode();
            is.put("start", dialled.request().start());
            dialled.request().headers().forEach(is::put);
            compare(wanted, is, scope);
        }
    }

    /// Waits for another dial, not before and not after so many milliseconds since the mark.
    private void dialled(String on, JsonNode step) throws InterruptedException {
        Duration most = Duration.ofMillis(step.path("most").asLong(10_000));
        long left = mark + Patience.of(most).toNanos() - System.nanoTime();
        Link link = take(on, Duration.ofNanos(Math.max(1, left)));
        long took = (dialledAt(on) - mark) / 1_000_000;
        if (took < step.path("least").asLong(0)) {
            throw new Mismatch("it dialled after " + took + " ms already");
        }
        if (!step.path("dialled").asText().equals("by hand")) {
            Link _ = greeted(link);
        }
    }

    private long dialledAt(String name) {
        ScriptedBroker.Dialled last = lastDials.get(name);
        return last == null ? 0 : last.nanos();
    }

    /// The link goes on, or ends and is dialled again.
    private void survives(String on, JsonNode step, Scope scope) throws InterruptedException {
        if (link(on).peer().end(Duration.ofMillis(500)) != null) {
            dialled(on, step);
        }
        Tricks.alive(link(on).peer(), scope);
    }

    /// Cuts several links at once: the workers' dials that follow must not come as one.
    private void spread(JsonNode step) throws InterruptedException {
        mark = System.nanoTime();
        for (JsonNode name : step.path("spread")) {
            link(name.asText()).peer().socket().cut();
        }
        long first = Long.MAX_VALUE;
        long last = 0;
        for (JsonNode name : step.path("spread")) {
            dialled(name.asText(), step);
            long at = dialledAt(name.asText());
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
        if ((last - first) / 1_000_000 < step.path("apart").asLong()) {
            throw new Mismatch("all dials came within " + (last - first) / 1_000 + " us");
        }
    }

    /// Refuses so many dials: the pauses between them are within what doubles each time.
    private void failures(ScriptedBroker broker, int count) throws InterruptedException {
        broker.answer("broken");
        broker.forgetKnocks();
        long before = System.nanoTime();
        long began = before;
        link("a").peer().socket().cut();
        for (int failed = 0; failed < count; failed++) {
            long most = Math.min(30_000, 500L << failed) + 5_000;
            long at = broker.knocked(Patience.of(Duration.ofMillis(most)));
            if (at - before > Patience.of(Duration.ofMillis(most)).toNanos()) {
                throw new Mismatch("pause %d was longer than %d ms".formatted(failed, most));
            }
            before = at;
        }
        if (before - began < 400_000_000) {
            throw new Mismatch(count + " dials within " + (before - began) / 1_000_000 + " ms");
        }
    }

    private static void alone(ScriptedBroker broker, Duration time) throws InterruptedException {
        if (!broker.staysAlone(time)) {
            throw new Mismatch("it dialled, which it must not");
        }
    }

    private static void node(ScriptedBroker broker, JsonNode how) {
        switch (how.asText()) {
            case "vanishes" -> broker.vanish();
            case "reborn" -> {
                ScriptedBroker _ = broker.appear();
            }
            default -> throw new IllegalArgumentException("a node cannot " + how);
        }
    }

    private void exits(int code) throws InterruptedException {
        int is = subject.exit(Patience.USUAL);
        if (is != code) {
            throw new Mismatch("exit code " + is + ", not " + code);
        }
    }

    @Override
    public void close() {
        stranger.close();
        brokers.values().forEach(ScriptedBroker::close);
        links.values().forEach(Link::close);
    }
}
