package dev.hera.worker.api.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Body;
import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;

/// A call to another endpoint that is being put together; the thread of the handler that makes it.
///
/// ```java
/// Customer customer = call.call("GET /0/customers/{id}").with("id", 7).as(Customer.class);
/// long sum = call.call("sum").params(1, 2).as(long.class);
/// ```
///
/// It waits at most as long as the handler's own caller does, and belongs to the same chain: root,
/// parent and `traceparent` go along.
public final class RemoteCall {
    private final RemoteCalls calls;
    private final ObjectMapper mapper;
    private final Target target;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final StringJoiner query = new StringJoiner("&");
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private @Nullable Object whole;
    private @Nullable Duration longest;
    private boolean idempotent;
    private boolean onBehalf;

    RemoteCall(RemoteCalls calls, ObjectMapper mapper, Target target) {
        this.calls = calls;
        this.mapper = mapper;
        this.target = target;
    }

    /// Gives one value its place: in the path where the endpoint has `{name}`, in the query for
    /// `GET`, `HEAD` and `DELETE`, as a member of the JSON body otherwise, and as a named param for
    /// JSON-RPC. Null goes nowhere but into a body.
    public RemoteCall with(String name, @Nullable Object value) {
        if (target.hasPlace(name)) {
            places.put(name, String.valueOf(value));
        } else if (!target.hasNoBody()) {
            members.put(name, value);
        } else if (value instanceof Iterable<?> several) {
            several.forEach(one -> query(name, one));
        } else if (value != null) {
            query(name, value);
        }
        return this;
    }

    /// Gives several values their places.
    public RemoteCall with(Map<String, ?> values) {
        values.forEach(this::with);
        return this;
    }

    /// Adds one value to the query, whatever the method.
    public RemoteCall query(String name, Object value) {
        query.add(Target.encoded(name) + '=' + Target.encoded(String.valueOf(value)));
        return this;
    }

    /// Sends this value as the body, as JSON; members given by [#with] are not sent then.
    public RemoteCall body(Object value) {
        whole = value;
        return this;
    }

    /// Sends these as the params of a JSON-RPC method, by position.
    public RemoteCall params(@Nullable Object... values) {
        whole = Arrays.asList(values);
        return this;
    }

    /// Waits at most this long; never longer than the handler's own caller.
    public RemoteCall within(Duration time) {
        longest = time;
        return this;
    }

    /// A second execution does no harm: when the broker is lost in the middle, another is asked.
    /// Lost workers are the broker's matter, which goes by the endpoint's own promise.
    public RemoteCall idempotent() {
        idempotent = true;
        return this;
    }

    /// Calls in the name of the handler's own caller: its rights are needed besides the service's,
    /// and it is the one the other handler sees.
    public RemoteCall onBehalf() {
        onBehalf = true;
        return this;
    }

    /// Sends the call and waits.
    ///
    /// @throws RemoteException when no answer came; the thread stays interrupted when that was why
    /// @throws IllegalArgumentException when a place in the path has no value, or a value has no
    ///     form as JSON
    public RemoteAnswer send() {
        return calls.send(ready());
    }

    /// Sends the call, waits, and reads the answer.
    ///
    /// @throws RemoteException also when the answer is an error or no JSON of this type
    public <T> T as(Class<T> type) {
        return send().as(type);
    }

    /// Sends the call and goes on; the future ends with the answer or a [RemoteException].
    /// Cancelling it takes the call back, and so does the end of the handler.
    public CompletableFuture<RemoteAnswer> later() {
        return calls.later(ready());
    }

    private Ready ready() {
        return new Ready(
                target.name(),
                target.isRpc() ? "" : target.filled(places),
                query.toString(),
                body(),
                longest,
                idempotent,
                onBehalf);
    }

    private Body body() {
        Object value = whole == null && !members.isEmpty() ? members : whole;
        if (value == null) {
            return Body.NONE;
        }
        try {
            byte[] json = mapper.writeValueAsBytes(value);
            return JsonText.proved(json)
                    .<Body>map(Body.Json::new)
                    .orElseThrow(() -> new IllegalArgumentException("the body is too deep"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body has no form as JSON", e);
        }
    }

    /// A call that can leave.
    ///
    /// @param longest null for as long as the handler's own caller waits
    record Ready(
            String endpoint,
            String path,
            String query,
            Body body,
            @Nullable Duration longest,
            boolean idempotent,
            boolean onBehalf) {}
}
