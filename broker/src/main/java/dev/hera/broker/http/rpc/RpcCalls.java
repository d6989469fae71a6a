package dev.hera.broker.http.rpc;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Origin;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.Heading;
import dev.hera.wire.Body;
import dev.hera.wire.JsonText;
import dev.hera.wire.WireVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/// Sends the calls of a message the way of every call: each with an id of its own, authorised,
/// recorded and routed by itself. Those of a batch run side by side, a virtual thread each.
final class RpcCalls {
    /// Most bytes of results that one batch may hold on to.
    static final int MAX_BYTES = WireVersion.MAX_MESSAGE_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(RpcCalls.class);

    private final Dispatcher dispatcher;
    private final CallIds ids;

    RpcCalls(Dispatcher dispatcher, CallIds ids) {
        this.dispatcher = dispatcher;
        this.ids = ids;
    }

    /// Runs one.
    Ended run(RpcMessage.Item item, Heading.Said said, long receivedNanos) {
        return switch (item) {
            case RpcMessage.Invalid invalid -> new Ended.NoCall(invalid);
            case RpcMessage.Asked asked -> dispatched(asked, call(asked, said, receivedNanos));
        };
    }

    /// Runs all, and returns when the last has ended; each is bounded by its deadline.
    List<Ended> run(List<RpcMessage.Item> items, Heading.Said said, long receivedNanos) {
        AtomicLong room = new AtomicLong(MAX_BYTES);
        List<FutureTask<Ended>> tasks = new ArrayList<>(items.size());
        for (RpcMessage.Item item : items) {
            Heading.Said own = keyed(said, tasks.size());
            var task = new FutureTask<>(() -> run(item, own, receivedNanos).within(room));
            Thread _ = Thread.ofVirtual().name("hera-rpc-" + tasks.size()).start(task);
            tasks.add(task);
        }
        List<Ended> all = tasks.stream().map(RpcCalls::ended).toList();
        all.forEach(this::letGo);
        return all;
    }

    /// A result that has no room in the answer reaches nobody.
    private void letGo(Ended ended) {
        if (ended instanceof Ended.Done(_, CallId call, _, boolean tooMuch) && tooMuch) {
            dispatcher.undelivered(call);
        }
    }

    private static Ended ended(FutureTask<Ended> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a batch did not end", e);
        }
    }

    /// One idempotency key stands for one effect, so each call of a batch has its own, the same
    /// when the batch comes again.
    private static Heading.Said keyed(Heading.Said said, int place) {
        return said.key() == null
                ? said
                : new Heading.Said(
                        said.named(),
                        said.percent(),
                        said.credential(),
                        said.patience(),
                        said.key() + '/' + place,
                        said.later());
    }

    private Ended dispatched(RpcMessage.Asked asked, Call call) {
        try {
            return new Ended.Done(asked, call.id(), dispatcher.dispatch(call), false);
        } catch (RuntimeException bug) {
            LOG.error("call {} hit a bug in the broker", call.id(), bug);
            return new Ended.Bug(asked, call.id());
        }
    }

    private Call call(RpcMessage.Asked asked, Heading.Said said, long receivedNanos) {
        Instant now = ids.now();
        CallId id = ids.next(now);
        JsonText params = asked.params();
        return new Call(
                id,
                Origin.RPC,
                "",
                asked.method(),
                asked.method(),
                "",
                said.headers(id),
                params == null ? Body.NONE : new Body.Json(params),
                params == null ? null : "application/json",
                said.credential(),
                said.patience(),
                now,
                receivedNanos,
                id,
                null,
                said.key(),
                said.later());
    }
}
