package dev.hera.broker.http;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.call.event.Ended;
import dev.hera.broker.dispatch.Dispatcher;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Where a call comes in: every path but ours, every method, on the call's own virtual thread.
public final class CallHandler extends Handler.Abstract {
    private final Dispatcher dispatcher;
    private final CallReader reader;
    private final OutcomeWriter writer;
    private final CallIds ids;
    private final AtomicInteger inFlight = new AtomicInteger();

    public CallHandler(
            Dispatcher dispatcher,
            OutcomeWriter writer,
            HeaderFilter filter,
            BodyReader bodies,
            CallIds ids) {
        this.dispatcher = dispatcher;
        this.writer = writer;
        this.reader = new CallReader(filter, bodies);
        this.ids = ids;
    }

    @Override
    public boolean handle(Request source, Response response, Callback callback) {
        if (isOurs(source.getHttpURI().getPath())) {
            return false;
        }
        inFlight.incrementAndGet();
        Callback counted = Callback.from(callback, inFlight::decrementAndGet);
        try {
            serve(source, response, counted);
        } catch (RuntimeException bug) {
            counted.failed(bug);
        }
        return true;
    }

    private void serve(Request source, Response response, Callback callback) {
        var now = ids.now();
        CallId id = ids.next(now);
        Outcome outcome =
                switch (reader.read(source, id, now)) {
                    case Intake.Taken(Call call) -> dispatcher.dispatch(call);
                    case Intake.Turned(Refusal refusal) -> turned(source, id, now, refusal);
                };
        writer.write(outcome, id, response, new Delivered(id, callback));
    }

    /// Hears whether the answer got out; one that did not is noted beside its call.
    private final class Delivered extends Callback.Nested {
        private final CallId id;

        Delivered(CallId id, Callback callback) {
            super(callback);
            this.id = id;
        }

        @Override
        public void failed(Throwable failure) {
            dispatcher.undelivered(id);
            super.failed(failure);
        }
    }

    private Outcome turned(Request source, CallId id, Instant now, Refusal refusal) {
        long total = System.nanoTime() - source.getHeadersNanoTime();
        Outcome outcome = new Outcome.NotExecuted(refusal, null, new Ledger(total, 0, 0, 0, 0));
        String path = String.valueOf(source.getHttpURI().getPath());
        dispatcher.turned(Ended.turned(id, now, source.getMethod(), path, outcome));
        return outcome;
    }

    /// Calls taken in whose answer is not out yet.
    public int inFlight() {
        return inFlight.get();
    }

    /// Paths that Javalin serves behind us.
    private static boolean isOurs(String path) {
        return path.startsWith("/_hera/") || path.equals("/_hera") || path.equals("/rpc");
    }
}
