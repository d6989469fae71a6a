package dev.hera.broker.http.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.JsonProof;
import dev.hera.wire.JsonText;
import dev.hera.wire.WireVersion;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a JSON-RPC message in one pass; one object a message, on the thread of its call.
///
/// The whole text must be JSON before anything in it counts: half a batch is no batch. Ids and
/// params are never read, only measured: they go on as the bytes they were.
final class RpcReader {
    /// Most objects in one batch.
    static final int MAX_BATCH = 100;

    /// No endpoint has a longer name.
    private static final int MAX_NAME_CHARS = 300;

    /// The array, the object, and one level more, so that params of one level too many are told
    /// from a text that nobody can read.
    private static final int ENVELOPE_DEPTH = 3;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(WireVersion.MAX_BODY_DEPTH + ENVELOPE_DEPTH)
                                    .maxNumberLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .maxStringLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .maxNameLength(WireVersion.MAX_MESSAGE_BYTES)
                                    .build())
                    .build();

    private final byte[] message;

    private RpcReader(byte[] message) {
        this.message = message;
    }

    /// Reads one message; never throws for what it says.
    ///
    /// @param message handed over; ids and params are windows into it
    static RpcMessage read(byte[] message) {
        if (!JsonProof.isUtf8(message, 0, message.length)) {
            return new RpcMessage.Unreadable(RpcError.NOT_JSON);
        }
        try (JsonParser in = JSON.createParser(message)) {
            JsonToken first = in.nextToken();
            if (first == null) {
                return new RpcMessage.Unreadable(RpcError.NOT_JSON);
            }
            RpcReader reader = new RpcReader(message);
            RpcMessage read =
                    first == JsonToken.START_ARRAY
                            ? reader.batch(in)
                            : new RpcMessage.Single(reader.item(in));
            return in.nextToken() == null ? read : new RpcMessage.Unreadable(RpcError.NOT_JSON);
        } catch (IOException e) {
            return new RpcMessage.Unreadable(RpcError.NOT_JSON);
        }
    }

    private RpcMessage batch(JsonParser in) throws IOException {
        List<RpcMessage.Item> items = new ArrayList<>();
        int count = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            count++;
            if (count > MAX_BATCH) {
                in.skipChildren();
            } else {
                items.add(item(in));
            }
        }
        if (items.isEmpty()) {
            return new RpcMessage.Unreadable(RpcError.invalid("the batch is empty"));
        }
        if (count > MAX_BATCH) {
            String many = "the batch has %d items, allowed are %d".formatted(count, MAX_BATCH);
            return new RpcMessage.Unreadable(RpcError.invalid(many));
        }
        return new RpcMessage.Batch(items);
    }

    /// Reads the item the parser stands on, and leaves the parser on its end.
    private RpcMessage.Item item(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return new RpcMessage.Invalid(RpcError.invalid("not an object"), JsonText.NULL);
        }
        Envelope envelope = new Envelope();
        Set<String> seen = new HashSet<>(8);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (!seen.add(name)) {
                envelope.twice(name);
            }
            envelope.take(name, in);
        }
        return envelope.item();
    }

    /// The value the parser stands on, as it was written; the parser is left on its end.
    private JsonText carried(JsonParser in) throws IOException {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        return JsonText.window(message, from, (int) in.currentLocation().getByteOffset());
    }

    /// The members of one object, as they come; the first fault counts.
    private final class Envelope {
        private boolean version;
        private @Nullable String method;
        private @Nullable JsonText params;
        private @Nullable JsonText id;
        private boolean idIsClear = true;
        private @Nullable String fault;

        void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "jsonrpc" ->
                        version =
                                in.currentToken() == JsonToken.VALUE_STRING
                                        && in.getText().equals("2.0");
                case "method" -> method(in);
                case "params" -> params(in);
                case "id" -> id(in);
                default -> {}
            }
            in.skipChildren();
        }

        private void method(JsonParser in) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                method = in.getText();
            } else {
                wrong("method is not a string");
            }
        }

        private void params(JsonParser in) throws IOException {
            if (in.currentToken().isStructStart()) {
                params = carried(in);
            } else {
                wrong("params are neither an array nor an object");
            }
        }

        private void id(JsonParser in) throws IOException {
            switch (in.currentToken()) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_NULL ->
                        id = carried(in);
                default -> {
                    idIsClear = false;
                    wrong("id is not a string, a number or null");
                }
            }
        }

        /// Two readers could take two different values.
        void twice(String name) {
            idIsClear = idIsClear && !name.equals("id");
            wrong("a member comes twice");
        }

        private void wrong(String what) {
            fault = fault == null ? what : fault;
        }

        RpcMessage.Item item() {
            if (!version) {
                wrong("jsonrpc is not the string 2.0");
            }
            String name = method;
            if (name == null) {
                wrong("there is no method");
            }
            String what = fault;
            if (what != null || name == null) {
                JsonText answered = id == null || !idIsClear ? JsonText.NULL : id;
                return new RpcMessage.Invalid(RpcError.invalid(String.valueOf(what)), answered);
            }
            return called(name);
        }

        private RpcMessage.Item called(String name) {
            if (name.length() > MAX_NAME_CHARS) {
                String detail = "a method has at most " + MAX_NAME_CHARS + " characters";
                return new RpcMessage.Invalid(
                        RpcError.plain(ErrorCode.METHOD_NOT_FOUND, detail), id);
            }
            if (params == null) {
                return new RpcMessage.Asked(name, null, id);
            }
            return JsonText.proved(params.toBytes())
                    .<RpcMessage.Item>map(proved -> new RpcMessage.Asked(name, proved, id))
                    .orElseGet(() -> new RpcMessage.Invalid(unfit(), id));
        }

        private RpcError unfit() {
            return RpcError.plain(
                    ErrorCode.INVALID_PARAMS,
                    "params have at most %d levels, numbers at most %d characters"
                            .formatted(WireVersion.MAX_BODY_DEPTH, WireVersion.MAX_NUMBER_CHARS));
        }
    }
}
