package dev.hera.examples.middleware;

import dev.hera.worker.Worker;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/// How do several endpoints share what stands around them?
public final class GuardedWorker {
    /// What the check at the door leaves for the handlers.
    record Language(String code) {}

    private GuardedWorker() {}

    public static void main(String[] args) {
        Worker.named("guarded")
                .use(GuardedWorker::timed)
                .use(GuardedWorker::inKnownLanguage)
                .use(GuardedWorker::explained)
                .get("/0/weekday/{date}", GuardedWorker::weekday)
                .start()
                .awaitClose();
    }

    /// Around everything, errors included: how long the handler took, as a header.
    static @Nullable Object timed(Context call, Handler next) throws Exception {
        long began = System.nanoTime();
        try {
            return next.handle(call);
        } finally {
            call.header("Handler-Micros", Long.toString((System.nanoTime() - began) / 1000));
        }
    }

    /// Answers in the handler's place when it must not run.
    static @Nullable Object inKnownLanguage(Context call, Handler next) throws Exception {
        String code = call.query("language").orElse("en");
        if (!code.equals("en") && !code.equals("de")) {
            call.status(406);
            return Map.of("known", new String[] {"en", "de"});
        }
        return next.handle(call.attach(Language.class, new Language(code)));
    }

    /// Tells the caller what a library's exception means; without it this were an internal error.
    static @Nullable Object explained(Context call, Handler next) throws Exception {
        try {
            return next.handle(call);
        } catch (DateTimeException e) {
            throw new CallException(400, "a date is written as 2026-11-21");
        }
    }

    static Object weekday(Context call) {
        LocalDate date = LocalDate.parse(call.path("date"));
        String language = call.attached(Language.class).orElseThrow().code();
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language));
    }
}
