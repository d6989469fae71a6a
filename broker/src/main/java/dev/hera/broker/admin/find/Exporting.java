package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.CallJson;
import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.recall.Asker;
import dev.hera.broker.recall.Found;
import dev.hera.broker.recall.Recall;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sends calls whole, as they are recorded: masked, and with the calls that their handlers made.
/// Any thread, which it blocks.
///
/// Lines of JSON, each an object with one member: `export` first, which says the version, then
/// `call` and `remote` in any order, and `end` last. What has no `end` was cut off. A page of calls
/// is held at a time; nothing grows with the export.
public final class Exporting {
    /// Of the form of the lines.
    public static final int VERSION = 1;

    static final int MOST = 1_000_000;
    static final int USUAL = 10_000;

    private static final Logger AUDIT = LoggerFactory.getLogger("dev.hera.audit");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 50;

    /// A handler may end a little after its call has.
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Everyone everyone;
    private final Recall recall;

    public Exporting(Everyone everyone, Recall recall) {
        this.everyone = everyone;
        this.recall = recall;
    }

    /// Sends at most so many calls, and the calls that these made.
    void export(FindQuestion question, Pass pass, int limit, LineStream out) {
        Sent sent = new Sent(pass, out);
        out.line("export", head(question));
        FindQuestion next = question.pages(PAGE);
        ObjectNode page;
        boolean over;
        do {
            int room = Math.min(PAGE, limit - sent.calls);
            page = sent.page(next, room);
            List<Brief> calls = sent.whole("call", page);
            sent.calls += calls.size();
            children(calls, question, sent);
            Optional<CallId> cursor = rest(page);
            over = sent.calls >= limit || cursor.isEmpty();
            next = next.from(cursor.orElse(null));
        } while (!over && sent.isRead());
        ObjectNode end = sent.end();
        end.put("more", page.path("more").asBoolean());
        end.put("cursor", page.path("cursor").asText());
        out.line("end", end);
        boolean read = out.flush();
        AUDIT.info(
                "export by {}: {} calls of {}{}",
                pass.token(),
                sent.calls,
                JSON.getNodeFactory().textNode(question.filter()),
                read ? "" : ", cut off");
    }

    /// Where the next page begins; empty when there is none.
    private static Optional<CallId> rest(ObjectNode page) {
        return page.path("more").asBoolean()
                ? CallId.parse(page.path("cursor").asText())
                : Optional.empty();
    }

    private ObjectNode head(FindQuestion question) {
        ObjectNode head = JSON.createObjectNode().put("format", "hera-calls");
        head.put("version", VERSION).put("at", question.at().toString());
        return head.put("filter", question.filter()).put("masked", true);
    }

    /// The calls that the handlers of these made.
    private static void children(List<Brief> calls, FindQuestion question, Sent sent) {
        if (calls.isEmpty()) {
            return;
        }
        String ids = calls.stream().map(c -> c.id().toString()).collect(Collectors.joining(","));
        Instant first =
                calls.stream().map(c -> c.id().madeAt()).min(Instant::compareTo).orElseThrow();
        Instant last = calls.stream().map(Brief::end).max(Instant::compareTo).orElseThrow();
        String filter = "parent:%s after:%s before:%s".formatted(ids, first, last.plus(AFTER));
        FindQuestion next = FindQuestion.of(FindQuestion.Kind.LIST, filter, question.at(), PAGE);
        boolean over = false;
        while (!over && sent.isRead()) {
            ObjectNode page = sent.page(next, PAGE);
            sent.remote += sent.whole("remote", page).size();
            Optional<CallId> cursor = rest(page);
            over = cursor.isEmpty();
            next = next.from(cursor.orElse(null));
        }
    }

    /// What is remembered of a call that was sent.
    private record Brief(CallId id, Instant end) {
        static Brief of(CallRecord call) {
            Ending ending = call.ending();
            return new Brief(call.id(), ending == null ? call.id().madeAt() : ending.endedAt());
        }
    }

    /// What was sent so far; one thread.
    private final class Sent {
        private final Pass pass;
        private final LineStream out;
        private final ObjectNode missing = JSON.createObjectNode();
        private int calls;
        private int remote;
        private int running;
        private int unread;
        private int gone;
        private boolean unheard;

        Sent(Pass pass, LineStream out) {
            this.pass = pass;
            this.out = out;
        }

        ObjectNode page(FindQuestion question, int room) {
            ObjectNode page = Together.page(everyone.ask(question, pass), room);
            page.path("missing").forEach(broker -> missing.put(broker.asText(), true));
            return page;
        }

        /// Sends the records of these calls; those that run, or are gone meanwhile, are counted.
        List<Brief> whole(String name, ObjectNode page) {
            List<Brief> all = new ArrayList<>();
            for (JsonNode line : page.path("calls")) {
                CallId.parse(line.path("uuid").asText()).ifPresent(id -> one(name, id, all));
            }
            if (all.isEmpty()) {
                out.line("progress", JSON.createObjectNode().put("calls", calls));
            }
            unheard = !out.flush() || unheard;
            return all;
        }

        private void one(String name, CallId id, List<Brief> all) {
            Asker asker = new Asker(pass, Asker.Right.ALL);
            switch (recall.find(id, asker, Duration.ZERO)) {
                case Found.Kept kept when kept.record().isRunning() -> running++;
                case Found.Kept kept -> {
                    out.line(name, CallJson.tree(kept));
                    all.add(Brief.of(kept.record()));
                }
                case Found.None _ -> gone++;
                case Found.Away _ -> unread++;
            }
        }

        boolean isRead() {
            return !unheard;
        }

        ObjectNode end() {
            ObjectNode end = JSON.createObjectNode().put("calls", calls).put("remote", remote);
            end.put("running", running).put("gone", gone).put("unread", unread);
            missing.fieldNames().forEachRemaining(end.withArray("missing")::add);
            return end;
        }
    }
}
