package dev.hera.worker.api;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Frame;
import dev.hera.worker.api.record.NotSettled;
import dev.hera.worker.api.record.SettleAs;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCall;
import dev.hera.worker.api.remote.RemoteCalls;
import dev.hera.worker.api.remote.Way;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One call as its handler sees it: what came in, and status and headers of what goes out.
///
/// Path, query and body stand each on their own, and merged: [#param] and [#params] take a name
/// from the path first, then the query, then the body. Whatever a caller got wrong ends as a
/// [CallException] with status 400 that names the place. It belongs to the call's thread; hand
/// values to other threads, not this.
public final class Context {
    private final Frame.Invoke call;
    private final Settler settler;
    private final RemoteCalls remote;
    private final Inputs inputs;
    private final long end;
    private final Response response = new Response();
    private final Map<Class<?>, Object> attached = new HashMap<>(4);

    /// Made by the endpoint table; an author's tests may make their own.
    ///
    /// @param call what the broker sent
    /// @param path the values of the path's names, decoded
    /// @param left how long the caller still waits, from now on
    public Context(Frame.Invoke call, Map<String, String> path, Duration left) {
        this(call, path, left, Settler.ALONE, new RemoteCalls(call, left, Way.NONE, Json.MAPPER));
    }

    /// @param settler how records are closed
    /// @param remote how others are called
    public Context(
            Frame.Invoke call,
            Map<String, String> path,
            Duration left,
            Settler settler,
            RemoteCalls remote) {
        this.call = call;
        this.settler = settler;
        this.remote = remote;
        this.inputs = new Inputs(call, path);
        this.end = System.nanoTime() + left.toNanos();
    }

    /// The call's id, made by the platform; the same in every attempt.
    public UUID uuid() {
        return call.uuid();
    }

    /// 1 for the first attempt, 2 for the second, ...
    public int attempt() {
        return call.attempt();
    }

    /// The endpoint's name as announced: `GET /0/hello/{name}`, or the JSON-RPC method.
    public String endpoint() {
        return call.endpoint();
    }

    /// Who calls: the id of the token, or the service that made a remote call.
    public String caller() {
        return call.caller();
    }

    /// How long the caller still waits; zero when it has given up.
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /// When the platform got the call, by the broker's clock. For a replay "as of then" this is the
    /// clock to use.
    public Instant receivedAt() {
        return call.receivedAt();
    }

    /// The first call of the chain that led here; this one's own id when it came from outside.
    public UUID root() {
        return call.root();
    }

    /// The call whose handler made this one; empty when it came from outside.
    public Optional<UUID> parent() {
        return Optional.ofNullable(call.parent());
    }

    /// Made by a replay, not by a caller.
    public boolean isReplay() {
        return call.replay();
    }

    /// Where in a trace this call is, as W3C's `traceparent` says it: the parent of what is done
    /// here. Empty when the broker is too old to say.
    public Optional<String> traceparent() {
        return header("traceparent");
    }

    /// The path as called, percent-encoded; empty for JSON-RPC.
    public String path() {
        return call.path();
    }

    /// The part of the path that stands for `{name}`, decoded; `path("*")` is all that the trailing
    /// star stands for, without a leading slash.
    ///
    /// @throws IllegalArgumentException when the endpoint's path has no such name
    public String path(String name) {
        String value = inputs.path().get(name);
        if (value == null) {
            throw new IllegalArgumentException(endpoint() + " has no {" + name + "}");
        }
        return value;
    }

    /// The first value of this name in the query, decoded; empty when it is not there.
    public Optional<String> query(String name) {
        return Optional.ofNullable(inputs.query().get(name)).map(List::getFirst);
    }

    /// The whole query, decoded, in its order.
    public Map<String, List<String>> query() {
        return Collections.unmodifiableMap(inputs.query());
    }

    /// A header that the platform lets through; the name in any case.
    public Optional<String> header(String name) {
        return Optional.ofNullable(call.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    /// The headers that the platform lets through, names in lower case.
    public Map<String, String> headers() {
        return call.headers();
    }

    /// The body, read from JSON into a record or any type that Jackson can make.
    ///
    /// @throws CallException 400 when the body is no JSON or does not fit
    public <T> T body(Class<T> type) {
        return Json.boxed(type).cast(body(Json.type(type)));
    }

    /// The body, read from JSON into a generic type.
    public Object body(JavaType type) {
        return inputs.body(type);
    }

    /// The body as a tree. Whoever changes it changes what others see.
    ///
    /// @throws CallException 400 when the body is no JSON
    public JsonNode tree() {
        return inputs.tree();
    }

    /// The body's bytes as they came, a copy; empty when there is none.
    public byte[] bytes() {
        return call.body().toBytes();
    }

    /// Whether there is a body at all.
    public boolean hasBody() {
        return call.body().length() > 0;
    }

    /// The body's content type as the caller said it.
    public Optional<String> contentType() {
        return Optional.ofNullable(call.contentType());
    }

    /// Path, query and body as one object: members of a JSON object or of a form, over them the
    /// query (texts, arrays where a name comes several times), over them the path.
    public ObjectNode params() {
        return inputs.merged();
    }

    /// Path, query and body merged, read into a record; texts of path, query and form become what
    /// the record's members ask for.
    ///
    /// @throws CallException 400 that names the parameter that does not fit
    public <T> T params(Class<T> type) {
        return type.cast(inputs.merged(Json.type(type)));
    }

    /// One parameter, from path, query or body.
    ///
    /// @throws CallException 400 that names it, when it is missing or does not fit
    public <T> T param(String name, Class<T> type) {
        return optional(name, type)
                .orElseThrow(() -> new CallException(400, "parameter '" + name + "' is missing"));
    }

    /// One parameter, from path, query or body, or this value when it is missing or null.
    public <T> T param(String name, Class<T> type, T fallback) {
        return optional(name, type).orElse(fallback);
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        return param(name, Json.type(type)).map(Json.boxed(type)::cast);
    }

    /// One parameter of a generic type; empty when it is missing or null.
    public Optional<Object> param(String name, JavaType type) {
        return inputs.value(name, type);
    }

    /// Sets the answer's status; without it 200, or 204 when the handler returns null. With 204,
    /// 205 and 304 the handler's value is not sent. JSON-RPC has no status.
    ///
    /// @throws IllegalArgumentException outside of 200..599
    public Context status(int status) {
        response.status(status);
        return this;
    }

    /// Sets a header of the answer, in place of one of this name.
    ///
    /// @throws IllegalArgumentException when name or value may not stand in a header, or the header
    ///     is the platform's: length, connection, cookies, `Hera-...`, and the content type, which
    ///     goes into a [Reply]
    public Context header(String name, String value) {
        response.set(name, value);
        return this;
    }

    /// Adds a header of the answer, beside those of this name; refuses as [#header] does.
    public Context addHeader(String name, String value) {
        response.add(name, value);
        return this;
    }

    /// The status set so far; empty when none was.
    public Optional<Integer> answerStatus() {
        return response.status() == Response.UNSET
                ? Optional.empty()
                : Optional.of(response.status());
    }

    /// The headers set so far, names in lower case.
    public Map<String, List<String>> answerHeaders() {
        return response.headers();
    }

    // ---- calls to others, and its own record ----------------------------------------------

    /// Begins a call to another endpoint, over this worker's own links:
    /// `call.call("GET /0/customers/{id}").with("id", 7).as(Customer.class)`.
    ///
    /// @param endpoint `METHOD /path`, its `{name}`s to be filled, or a JSON-RPC method
    /// @throws IllegalArgumentException when it is no name of an endpoint
    public RemoteCall call(String endpoint) {
        return remote.to(endpoint);
    }

    /// Calls another endpoint, each value in its place as [RemoteCall#with] says, and waits.
    public RemoteAnswer call(String endpoint, Map<String, ?> values) {
        return call(endpoint).with(values).send();
    }

    /// Marks this call's record as processed, or deletes it; see [Settler#settle]. Whoever answers
    /// first and goes on working says so at the end of that work, by [#uuid] and
    /// `worker.settle(...)`.
    ///
    /// @throws NotSettled when it is not closed, or nobody knows
    public void settle(SettleAs how, String note) throws InterruptedException {
        settler.settle(uuid(), how, note);
    }

    /// Leaves a value for those further in, found by its kind.
    public <T> Context attach(Class<T> kind, T value) {
        attached.put(kind, value);
        return this;
    }

    /// A value that was left by [#attach].
    public <T> Optional<T> attached(Class<T> kind) {
        @Nullable Object value = attached.get(kind);
        return Optional.ofNullable(value).map(kind::cast);
    }
}
