package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.filter.Beside;
import dev.hera.broker.journal.filter.Filter;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Misread;
import dev.hera.broker.journal.find.Finder;
import dev.hera.broker.journal.find.Page;
import dev.hera.broker.journal.find.Reach;
import dev.hera.broker.journal.find.Search;
import dev.hera.broker.journal.find.Stop;
import dev.hera.broker.journal.find.Tally;
import dev.hera.broker.journal.flight.Recent;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.record.CallRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Answers questions about the calls of this broker; any thread, which it blocks for two seconds
/// at most, about.
public final class FindDesk {
    /// Every action by filter stands here: who, what, how many.
    private static final Logger AUDIT = LoggerFactory.getLogger("dev.hera.audit");

    private static final Logger LOG = LoggerFactory.getLogger(FindDesk.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WAITING = Set.of("accepted", "parked", "quarantined");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String broker;
    private final Journal journal;
    private final Finder finder;

    /// @param broker this broker's id
    public FindDesk(String broker, Journal journal, Finder finder) {
        this.broker = broker;
        this.journal = journal;
        this.finder = finder;
    }

    String broker() {
        return broker;
    }

    /// What this broker has to say.
    ///
    /// @param asker the operator's token id
    /// @param gone whether nobody waits for the answer any more
    ObjectNode answer(FindQuestion question, String asker, BooleanSupplier gone) {
        try {
            return switch (question.read()) {
                case Misread misread -> misread(misread);
                case Filter filter -> answer(question, filter, asker, gone);
            };
        } catch (JournalFault fault) {
            LOG.warn("calls cannot be looked through: {}", fault.getMessage());
            return JSON.createObjectNode().put("unwell", "its journal cannot be read now");
        }
    }

    static ObjectNode misread(Misread misread) {
        ObjectNode json = JSON.createObjectNode().put("misread", misread.why());
        return json.put("column", misread.column()).put("shown", misread.toString());
    }

    private ObjectNode answer(
            FindQuestion question, Filter filter, String asker, BooleanSupplier gone) {
        Search search = Search.of(filter).from(question.behind());
        Reach reach = new Reach(question.limit(), Long.MAX_VALUE, PATIENCE, gone);
        return switch (question.kind()) {
            case LIST -> listed(finder.page(search, reach));
            case COUNT -> counted(finder.count(search, reach.with(Integer.MAX_VALUE)));
            case ENDED -> ended(question, filter);
            case DELETE -> delete(question, asker, finder.page(search, reach));
            case PIN -> pin(question, asker, finder.page(but(search, "pinned:no"), reach));
            case UNPIN -> unpin(question, asker, finder.page(but(search, "pinned:yes"), reach));
        };
    }

    private static Search but(Search search, String term) {
        Filter filter = (Filter) FilterReader.read(term, Instant.EPOCH);
        return new Search(search.filter().and(filter), search.order(), search.behind());
    }

    private ObjectNode listed(Page page) {
        ObjectNode json = stopped(page.stop());
        lines(json, page.calls());
        return json;
    }

    private void lines(ObjectNode json, List<CallRecord> calls) {
        Beside now = finder.beside();
        ArrayNode array = json.putArray("calls");
        calls.forEach(record -> CallLine.write(array.addObject(), record, now, broker));
    }

    private static ObjectNode stopped(Stop stop) {
        ObjectNode json = JSON.createObjectNode();
        json.put("why", stop.why().name().toLowerCase(Locale.ROOT));
        json.put("behind", stop.behind() == null ? "" : stop.behind().toString());
        return json.put("examined", stop.examined());
    }

    private static ObjectNode counted(Tally tally) {
        ObjectNode json = stopped(tally.stop());
        json.put("calls", tally.calls()).put("bytes", tally.bytes());
        tally.endpoints().forEach(json.putObject("endpoints")::put);
        tally.outcomes().forEach(json.putObject("outcomes")::put);
        tally.states().forEach(json.putObject("states")::put);
        return json;
    }

    private ObjectNode ended(FindQuestion question, Filter filter) {
        ObjectNode json = JSON.createObjectNode();
        if (question.since() < 0) {
            lines(json, List.of());
            return json.put("next", journal.recent().now()).put("missed", 0);
        }
        Recent.Some some = journal.recent().since(question.since(), FindQuestion.MOST);
        lines(json, finder.those(some.calls(), filter));
        return json.put("next", some.next()).put("missed", some.missed());
    }

    /// Accepted calls stay until they are settled: a delivery would bring the record back.
    private ObjectNode delete(FindQuestion question, String asker, Page page) {
        Beside now = finder.beside();
        List<CallId> ids =
                page.calls().stream()
                        .filter(record -> !WAITING.contains(now.state(record)))
                        .map(CallRecord::id)
                        .toList();
        int done = journal.deleteAll(ids, asker);
        ObjectNode json = done(question, asker, page, done);
        return json.put("waiting", page.calls().size() - ids.size());
    }

    private ObjectNode pin(FindQuestion question, String asker, Page page) {
        page.calls().forEach(record -> journal.pin(record.id()));
        return done(question, asker, page, page.calls().size());
    }

    private ObjectNode unpin(FindQuestion question, String asker, Page page) {
        page.calls().forEach(record -> journal.unpin(record.id()));
        return done(question, asker, page, page.calls().size());
    }

    private ObjectNode done(FindQuestion question, String asker, Page page, int count) {
        if (count > 0) {
            AUDIT.info(
                    "{} by {}: {} calls of {}",
                    question.kind().word(),
                    asker,
                    count,
                    JSON.getNodeFactory().textNode(question.filter()));
        }
        return stopped(page.stop()).put("done", count);
    }
}
