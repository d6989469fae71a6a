package dev.hera.broker.journal.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.record.Samples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;

/// What the usual sample is: `POST /0/echo` by `shop`, answered 200 by `worker-1` in 500 us.
class FilterTest {
    private final Samples samples = new Samples(1);
    private final Opening opening = samples.usual();
    private final CallRecord record =
            new CallRecord(opening, samples.answered(opening), null, null, 1);

    private Filter read(String text) {
        return assertInstanceOf(Filter.class, FilterReader.read(text, Specimen.NOON), text);
    }

    private Misread misread(String text) {
        return assertInstanceOf(Misread.class, FilterReader.read(text, Specimen.NOON), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "endpoint:\"POST /0/echo\"",
                "endpoint:\"POST /0/*\"",
                "endpoint:sum,\"POST /0/echo\"",
                "-endpoint:sum",
                "method:post",
                "path:/0/echo path~ech",
                "caller:shop",
                "status:200 status:2xx status:100..299 status>199 status<201",
                "status:500,200",
                "outcome:answered",
                "worker:worker-1 worker:w* -worker:w7",
                "attempts:1 attempts>0 attempts<2",
                "took>499us took<501us took<1ms",
                "origin:http -origin:replay",
                "settled:no",
                "state:ended",
                "quarantined:no pinned:no",
                "after:2026-11-21T12:00 before:2026-11-21T13:00:00+00:30",
                "after:10m",
                "after:2026-11-21",
                "header.user-agent:curl* header.Accept:*/*",
                "body~xxx",
                "body~\"{\\\"text\\\"\" answer~text",
                "-detail~anything -refused:deadline",
            })
    void finds(String text) {
        assertTrue(read(text).matches(record), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint:echo",
                "endpoint:\"POST /0/echo\" caller:acme",
                "-caller:shop",
                "status:5xx",
                "status:404,500..599",
                "outcome:unknown",
                "worker:w7",
                "attempts>1",
                "took>500us",
                "took>2s",
                "origin:replay",
                "settled:yes",
                "state:running",
                "quarantined:yes",
                "pinned:yes",
                "before:2026-11-21T12:00",
                "after:2026-11-21T12:00+00:00 before:10m",
                "header.x-shop:a23",
                "query.id:7",
                "key:order-17",
                "body~fb-123",
                "detail~deadline",
                "refused:no-able-worker",
                "caller:\"\"",
            })
    void leavesOut(String text) {
        assertFalse(read(text).matches(record), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    stat:5xx                 | 0  | status
                    status:5xx stat:1        | 11 | endpoint
                    status=5                 | 6  | :
                    status~5                 | 6  | :
                    status:abc               | 7  | 5xx
                    status:500..400          | 7  | 400..499
                    status:                  | 7  | nothing
                    status:200,              | 11 | nothing
                    outcome:lost             | 8  | not-executed
                    refused:tired            | 8  | no-able-worker
                    state:gone               | 6  | parked
                    took>fast                | 5  | 500ms
                    took:5s                  | 4  | >
                    after:yesterday          | 6  | 2026
                    id:17                    | 3  | id:
                    header:x                 | 6  | header.x-shop
                    header.:x                | 7  | header.x-shop
                    body~                    | 5  | nothing
                    body~"never closed       | 5  | closed
                    caller:"a"b              | 10 | blank
                    :x                       | 0  | endpoint
                    (a or b)                 | 0  | endpoint
                    caller:a -               | 10 | endpoint
                    """)
    void pointsAtWhatItCannotRead(String text, int column, String named) {
        Misread misread = misread(text);
        assertEquals(column, misread.column(), misread.toString());
        assertTrue(misread.why().contains(named), misread.why());
    }

    @Test
    void theCaretStandsUnderTheColumn() {
        String[] lines = misread("caller:acme stat:5xx").toString().split("\n", -1);
        assertEquals("caller:acme stat:5xx", lines[1]);
        assertEquals(lines[1].indexOf("stat"), lines[2].indexOf('^'));
    }

    @Test
    void aTerminalSeesNoControlCharacters() {
        String shown = misread("caller:\u001b[31m\u009b stat:5xx").toString();
        assertTrue(shown.replace("\n", "").chars().noneMatch(Character::isISOControl), shown);
    }

    @Test
    void timesNarrowWhereToLook() {
        Filter filter = read("after:10m before:5m after:1h");
        assertEquals(Specimen.NOON.minusSeconds(600), filter.after());
        assertEquals(Specimen.NOON.minusSeconds(300), filter.before());
        assertEquals(Specimen.NOON.minusSeconds(3600), read("after:10m,1h").after());
        CallId id = opening.id();
        assertEquals(id.madeAt(), read("id:" + id).after());
        assertEquals(id.madeAt().plusMillis(1), read("id:" + id).before());
        assertTrue(read("id:" + id).matches(record));
    }

    @Test
    void aStatusIsWhatTheCallerSaw() {
        Ending plain = samples.answered(opening);
        Ending refused =
                new Ending(
                        plain.endedAt(),
                        "not-executed",
                        "no-able-worker",
                        "nobody can",
                        0,
                        Map.of(),
                        null,
                        plain.body(),
                        plain.attempts(),
                        plain.ledger(),
                        null,
                        null);
        CallRecord failed = new CallRecord(opening, refused, null, null, 1);
        assertTrue(read("status:503 refused:no-able-worker detail~nobody").matches(failed));
    }

    @Test
    void whatStandsBesideTheRecordCounts() {
        CallId id = record.id();
        Beside held = new Beside(Map.of(id, "quarantined"), Set.of(id));
        assertTrue(read("quarantined:yes state:quarantined pinned:yes").matches(record, held));
        assertFalse(read("quarantined:no").matches(record, held));
        assertFalse(read("state:ended").matches(record, held));
        assertFalse(read("pinned:no").matches(record, held));
    }

    @Test
    void aRunningCallHasNoEnd() {
        CallRecord running = new CallRecord(opening, null, null, null, 0);
        assertTrue(read("outcome:running state:running -status:200").matches(running));
        assertFalse(read("took<10s").matches(running));
        assertEquals(Origin.HTTP, opening.origin());
    }
}
