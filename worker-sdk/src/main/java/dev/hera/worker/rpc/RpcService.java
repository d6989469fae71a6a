package dev.hera.worker.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.ErrorResolver.JsonError;
import com.googlecode.jsonrpc4j.JsonResponse;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import com.googlecode.jsonrpc4j.JsonRpcMethod;

import dev.hera.wire.ErrorCode;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/// jsonrpc4j around one service object: converts arguments, invokes, converts the result. Any
/// number of threads.
///
/// It is only ever given a method that the endpoint table has, positional arguments of the right
/// number, and id 1: what it makes of names, versions and ids of its own is not relied on. The call
/// itself reaches a parameter as an embedded object, which no JSON of a caller can be.
final class RpcService extends JsonRpcBasicServer {
    private static final Logger LOG = LoggerFactory.getLogger(RpcService.class);
    private static final JsonError FAILED =
            new JsonError(ErrorCode.INTERNAL_ERROR, "internal error", null);
    private static final ObjectMapper MAPPER = Json.fresh().registerModule(contextModule());

    private final Class<?> type;

    RpcService(Object target) {
        super(MAPPER, target);
        this.type = target.getClass();
        setBackwardsCompatible(false);
        setShouldLogInvocationErrors(false);
        setErrorResolver((thrown, method, arguments) -> FAILED);
        setRethrowExceptions(true);
    }

    private static SimpleModule contextModule() {
        return new SimpleModule()
                .addDeserializer(
                        Context.class,
                        new StdDeserializer<Context>(Context.class) {
                            @Override
                            public Context deserialize(
                                    JsonParser parser, DeserializationContext reading)
                                    throws IOException {
                                return (Context) parser.getEmbeddedObject();
                            }
                        });
    }

    /// Refuses what jsonrpc4j would answer with another method than meant: it goes by the method's
    /// own name as well as by the annotation's.
    ///
    /// @throws IllegalArgumentException when several methods answer to this name
    void check(String name, Signature signature) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw signature.wrong("is in a class that is not public; make the class public");
        }
        List<Method> answering =
                Arrays.stream(type.getMethods()).filter(m -> answersTo(m, name)).toList();
        if (answering.size() > 1) {
            throw signature.wrong(
                    "is one of %d methods that answer to \"%s\"; rename the others"
                            .formatted(answering.size(), name));
        }
        if (LoggerFactory.getLogger(JsonRpcBasicServer.class).isDebugEnabled()) {
            LOG.warn("logger com.googlecode.jsonrpc4j is at debug and writes whole bodies");
        }
    }

    private static boolean answersTo(Method method, String name) {
        JsonRpcMethod said = method.getAnnotation(JsonRpcMethod.class);
        boolean named = said != null && said.value().equals(name);
        return named || (method.getName().equals(name) && (said == null || !said.required()));
    }

    /// Calls a method.
    ///
    /// @return the result; or missing, when an argument could not be converted
    /// @throws Exception what the method threw
    JsonNode call(String name, ArrayNode arguments) throws Exception {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put(JSONRPC, VERSION).put(ID, 1).put(METHOD, name).set(PARAMS, arguments);
        JsonResponse response = handleJsonNodeRequest(message);
        RuntimeException thrown = response.getExceptionToRethrow();
        if (thrown != null) {
            throw Thrown.by(thrown);
        }
        JsonNode answer = response.getResponse();
        int code = answer.path(ERROR).path(ERROR_CODE).asInt();
        if (code != 0 && code != ErrorCode.INVALID_PARAMS) {
            throw new IllegalStateException(name + " ended as " + answer.path(ERROR));
        }
        return answer.path(RESULT);
    }

    /// Whether one argument can be converted.
    static boolean fits(JsonNode argument, Type type) {
        try {
            Object unused = MAPPER.readerFor(Json.type(type)).readValue(argument);
            return true;
        } catch (IOException e) {
            LOG.debug("an argument does not fit", e);
            return false;
        }
    }
}
