package dev.hera.broker.http.rpc;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.CallIds;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.Refusal;
import dev.hera.broker.dispatch.Dispatcher;
import dev.hera.broker.http.BodyReader;
import dev.hera.broker.http.HeaderFilter;
import dev.hera.broker.http.Heading;
import dev.hera.broker.http.OutcomeWriter;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Where JSON-RPC comes in: `POST /rpc`, on a virtual thread a message.
///
/// What HTTP has to say about a message (its method, size, encoding) is said in HTTP; everything
/// from the first brace on is said in JSON-RPC with status 200, or 204 when nothing is to be said.
/// The surprise: a caller that nobody knows gets 401 with the JSON-RPC answer in it.
public final class RpcHandler extends Handler.Abstract {
    private final Dispatcher dispatcher;
    private final RpcCalls calls;
    private final Turned turned;
    private final OutcomeWriter writer;
    private final HeaderFilter filter;
    private final BodyReader bodies;
    private final CallIds ids;
    private final AtomicInteger inFlight = new AtomicInteger();

    public RpcHandler(
            Dispatcher dispatcher,
            OutcomeWriter writer,
            HeaderFilter filter,
            BodyReader bodies,
            CallIds ids) {
        this.dispatcher = dispatcher;
        this.calls = new RpcCalls(dispatcher, ids);
        this.turned = new Turned(dispatcher, ids);
        this.writer = writer;
        this.filter = filter;
        this.bodies = bodies;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request source, Response response, Callback callback) {
        if (!source.getHttpURI().getPath().equals("/rpc")) {
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
        if (!source.getMethod().equals("POST")) {
            writer.onlyPost(fresh(), response, callback);
            return;
        }
        switch (Heading.read(source.getHeaders(), filter)) {
            case Heading.Bad(Refusal refusal) -> turned(refusal, source, response, callback);
            case Heading.Said said -> serve(said, source, response, callback);
        }
    }

    private void serve(Heading.Said said, Request source, Response response, Callback callback) {
        switch (bodies.read(source)) {
            case BodyReader.Body.Bad(Refusal refusal) ->
                    turned(refusal, source, response, callback);
            case BodyReader.Body.Whole(byte[] bytes) ->
                    send(reply(bytes, said, source.getHeadersNanoTime()), response, callback);
        }
    }

    private Reply reply(byte[] message, Heading.Said said, long receivedNanos) {
        CallId id = fresh();
        return switch (RpcReader.read(message)) {
            case RpcMessage.Unreadable(RpcError error) -> {
                turned.note(id, error, receivedNanos);
                yield new Reply(id, RpcWriter.unreadable(error), List.of());
            }
            case RpcMessage.Single(RpcMessage.Item item) -> {
                Ended ended = calls.run(item, said, receivedNanos);
                noCalls(List.of(ended), id, receivedNanos);
                yield new Reply(id, RpcWriter.single(ended), List.of(ended));
            }
            case RpcMessage.Batch(List<RpcMessage.Item> items) -> {
                List<Ended> all = calls.run(items, said, receivedNanos);
                noCalls(all, id, receivedNanos);
                yield new Reply(id, RpcWriter.batch(all), all);
            }
        };
    }

    /// Each object that was no call counts as one that was turned away.
    private void noCalls(List<Ended> all, CallId first, long receivedNanos) {
        CallId id = first;
        for (Ended one : all) {
            if (one instanceof Ended.NoCall(RpcMessage.Invalid invalid)) {
                turned.note(id, invalid.error(), receivedNanos);
                id = fresh();
            }
        }
    }

    /// What goes back.
    ///
    /// @param id for the answer when there was no call
    @SuppressWarnings("ArrayRecordComponent") // written once, by its maker
    private record Reply(CallId id, byte[] bytes, List<Ended> ended) {}

    private void send(Reply reply, Response response, Callback callback) {
        Account account = new Account(reply.ended());
        CallId first = account.first();
        CallId id = first == null ? reply.id() : first;
        writer.sign(response, id, account.word(), account.worker(), account.ledger());
        if (!account.calls().isEmpty()) {
            response.getHeaders().put("Hera-Calls", account.calls());
        }
        if (account.isUnauthenticated()) {
            response.setStatus(401);
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        } else {
            response.setStatus(reply.bytes().length == 0 ? 204 : 200);
        }
        if (reply.bytes().length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.bytes().length);
        }
        Callback delivered = new Delivered(account.named(), callback);
        response.write(true, ByteBuffer.wrap(reply.bytes()), delivered);
    }

    /// Hears whether the answer got out; one that did not is noted beside each of its calls.
    private final class Delivered extends Callback.Nested {
        private final List<CallId> named;

        Delivered(List<CallId> named, Callback callback) {
            super(callback);
            this.named = named;
        }

        @Override
        public void failed(Throwable failure) {
            named.forEach(dispatcher::undelivered);
            super.failed(failure);
        }
    }

    private void turned(Refusal refusal, Request source, Response response, Callback callback) {
        CallId id = fresh();
        Outcome outcome = turned.note(id, refusal, source.getHeadersNanoTime());
        writer.write(outcome, id, response, callback);
    }

    private CallId fresh() {
        return ids.next();
    }

    /// Messages taken in whose answer is not out yet.
    public int inFlight() {
        return inFlight.get();
    }
}
