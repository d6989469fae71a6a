package dev.hera.broker.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.call.CallId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class AlarmsTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(Alarms.class);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Alarms alarms = new Alarms(nanos::get);

    @BeforeEach
    void listen() {
        heard.start();
        log.addAppender(heard);
    }

    @AfterEach
    void leave() {
        log.detachAppender(heard);
    }

    @Test
    void oneOfAKindIsSaidInTenSecondsAndHowManyThereWere() {
        for (int i = 0; i < 1_000; i++) {
            alarms.givenUp(ticket("POST /0/a"), progress(Standing.PARKED));
        }
        assertEquals(1, heard.list.size(), "said at once, and once");
        assertTrue(said().getFirst().startsWith("POST /0/a "), said().toString());
        assertTrue(said().getFirst().contains("is parked: it was refused"), said().toString());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        alarms.givenUp(ticket("POST /0/a"), progress(Standing.PARKED));
        assertTrue(said().getLast().endsWith("(and 999 more like it)"), said().toString());
        assertEquals(2, heard.list.size());
    }

    @Test
    void otherTroubleIsNotDrownedByIt() {
        alarms.givenUp(ticket("POST /0/a"), progress(Standing.PARKED));
        alarms.givenUp(ticket("POST /0/a"), progress(Standing.QUARANTINED));
        alarms.givenUp(ticket("POST /0/b"), progress(Standing.PARKED));
        alarms.stalled(ticket("POST /0/a"), progress(Standing.PENDING));
        alarms.refused("the disk is full");
        assertEquals(5, heard.list.size(), said().toString());
    }

    private List<String> said() {
        return heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Ticket ticket(String endpoint) {
        CallId id = CallId.next(Instant.EPOCH, 1, new Random(3));
        return new Ticket(1, id, endpoint, null, Instant.EPOCH, 10, 7);
    }

    private static Progress progress(Standing standing) {
        return new Progress(standing, 1, 0, 0, Instant.EPOCH, "it was refused");
    }
}
