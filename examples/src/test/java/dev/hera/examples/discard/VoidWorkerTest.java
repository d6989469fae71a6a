package dev.hera.examples.discard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.hera.worker.Worker;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class VoidWorkerTest {
    @Test
    void everyStartSaysThatItDrops() {
        Logger log = (Logger) LoggerFactory.getLogger(VoidWorker.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.addAppender(heard);
        for (int start = 1; start <= 2; start++) {
            assertNotNull(VoidWorker.declareOn(Worker.named("void")));
            assertEquals(start, heard.list.size());
            ILoggingEvent said = heard.list.getLast();
            assertEquals(Level.WARN, said.getLevel());
            assertTrue(said.getFormattedMessage().contains("DROPS EVERY CALL"), said.toString());
        }
        log.detachAppender(heard);
    }
}
