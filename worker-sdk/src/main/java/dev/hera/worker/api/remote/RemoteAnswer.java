package dev.hera.worker.api.remote;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a remote call brought back; immutable. A status of 400 and above is an answer too, which
/// [#as] refuses to read.
public final class RemoteAnswer {
    private static final UUID NO_UUID = new UUID(0, 0);

    private final Frame.Answer answer;
    private final ObjectMapper mapper;

    RemoteAnswer(Frame.Answer answer, ObjectMapper mapper) {
        this.answer = answer;
        this.mapper = mapper;
    }

    /// The remote call's id, made by the platform.
    public UUID uuid() {
        return header("x-request-uuid").map(UUID::fromString).orElse(NO_UUID);
    }

    /// The status: 200 for JSON-RPC; 202, or what the endpoint sets, when it was accepted for
    /// later.
    public int status() {
        return answer.status();
    }

    /// Whether it is on disk and will be delivered; then there is no result yet.
    public boolean isAccepted() {
        return header("hera-outcome").filter("accepted"::equals).isPresent();
    }

    /// The worker that ran it; empty when it was accepted.
    public String worker() {
        return header("hera-worker").orElse("");
    }

    /// The first value of a header; the name in any case.
    public Optional<String> header(String name) {
        List<String> values = answer.headers().get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /// All headers, names in lower case.
    public Map<String, List<String>> headers() {
        return answer.headers();
    }

    /// The body's content type.
    public Optional<String> contentType() {
        return Optional.ofNullable(answer.contentType());
    }

    /// The body's bytes, a copy; empty when there is none.
    public byte[] bytes() {
        return answer.body().toBytes();
    }

    /// This answer, when its status is below 400.
    ///
    /// @throws RemoteException `ANSWERED` with the status as code when it is not
    public RemoteAnswer good() {
        if (answer.status() >= 400) {
            throw unfit("the answer has status " + answer.status(), answer.status());
        }
        return this;
    }

    /// The body as a tree.
    ///
    /// @throws RemoteException as [#as(Class)] does
    public JsonNode tree() {
        return as(JsonNode.class);
    }

    /// The body, read from JSON.
    ///
    /// @throws RemoteException `ANSWERED` with the status as code when that is 400 or above, or
    ///     when the body is no JSON of this type
    public <T> T as(Class<T> type) {
        Object value = as(mapper.constructType(type));
        if (value == null) {
            throw unfit("the answer is null", answer.status());
        }
        return boxed(type, value);
    }

    @SuppressWarnings("unchecked") // the mapper made it for this type
    private static <T> T boxed(Class<T> type, Object value) {
        return type.isPrimitive() ? (T) value : type.cast(value);
    }

    /// The body, read from JSON into a generic type; null when there is no body, or `null`.
    ///
    /// @throws RemoteException as [#as(Class)] does
    public @Nullable Object as(JavaType type) {
        byte[] json = good().bytes();
        if (json.length == 0 && !type.isPrimitive()) {
            return null;
        }
        try {
            return mapper.readValue(json, type);
        } catch (IOException e) {
            RemoteException unfit = unfit("the answer does not fit", answer.status());
            unfit.initCause(e);
            throw unfit;
        }
    }

    private RemoteException unfit(String why, int code) {
        return new RemoteException(RemoteException.Outcome.ANSWERED, code, why, uuid());
    }

    @Override
    public String toString() {
        return "status " + answer.status() + ", " + answer.body().length() + " bytes";
    }
}
