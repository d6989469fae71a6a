package dev.hera.worker.api.client;

import com.fasterxml.jackson.databind.JavaType;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.DELETE;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.PATCH;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.annotation.Param;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCall;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// One method of an interface as a remote call; immutable.
///
/// @param endpoint as it is announced
/// @param places the name each argument goes by; empty for the body as a whole
/// @param result what comes back
/// @param isFuture whether it comes back later
/// @param options null when nothing is said
record Stub(
        String endpoint,
        List<String> places,
        JavaType result,
        boolean isFuture,
        @Nullable EndpointOptions options) {
    Stub {
        places = List.copyOf(places);
    }

    /// Reads a method's declaration.
    ///
    /// @throws IllegalArgumentException with a sentence, when it is no endpoint's
    static Stub of(Method method) {
        List<String> places = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            places.add(parameter.isAnnotationPresent(Body.class) ? "" : name(parameter, method));
        }
        Type result = method.getGenericReturnType();
        boolean isFuture = method.getReturnType() == CompletableFuture.class;
        if (isFuture) {
            if (!(result instanceof ParameterizedType future)) {
                throw wrong(method, "returns a future of nothing; say of what");
            }
            result = future.getActualTypeArguments()[0];
        }
        return new Stub(
                endpoint(method),
                places,
                Json.type(result),
                isFuture,
                method.getAnnotation(EndpointOptions.class));
    }

    private static String endpoint(Method method) {
        String rpc = null;
        for (Annotation said : method.getAnnotations()) {
            switch (said) {
                case GET get -> {
                    return "GET " + get.value();
                }
                case POST post -> {
                    return "POST " + post.value();
                }
                case PUT put -> {
                    return "PUT " + put.value();
                }
                case DELETE delete -> {
                    return "DELETE " + delete.value();
                }
                case PATCH patch -> {
                    return "PATCH " + patch.value();
                }
                case JsonRpcMethod named -> rpc = named.value();
                default -> {}
            }
        }
        if (rpc == null) {
            throw wrong(method, "has no endpoint; annotate it with @GET, @JsonRpcMethod, ...");
        }
        return rpc;
    }

    private static String name(Parameter parameter, Method method) {
        Param rest = parameter.getAnnotation(Param.class);
        JsonRpcParam rpc = parameter.getAnnotation(JsonRpcParam.class);
        if (rest != null && !rest.value().isEmpty()) {
            return rest.value();
        }
        if (rpc != null) {
            return rpc.value();
        }
        if (!parameter.isNamePresent()) {
            throw wrong(method, "has a parameter without a name; annotate it with @Param(\"...\")");
        }
        return parameter.getName();
    }

    private static IllegalArgumentException wrong(Method method, String what) {
        return new IllegalArgumentException(
                method.getDeclaringClass().getSimpleName() + "." + method.getName() + " " + what);
    }

    /// Calls it.
    ///
    /// @param more said to the call before it leaves
    @Nullable Object call(
            Context context, List<@Nullable Object> arguments, UnaryOperator<RemoteCall> more) {
        RemoteCall call = more.apply(context.call(endpoint));
        for (int i = 0; i < places.size(); i++) {
            Object argument = arguments.get(i);
            if (!places.get(i).isEmpty()) {
                call.with(places.get(i), argument);
            } else if (argument != null) {
                call.body(argument);
            }
        }
        if (options != null) {
            call.within(Duration.ofMillis(options.timeoutMs()));
        }
        if (options != null && options.idempotent()) {
            call.idempotent();
        }
        return isFuture ? call.later().thenApply(this::read) : read(call.send());
    }

    private @Nullable Object read(RemoteAnswer answer) {
        if (result.hasRawClass(RemoteAnswer.class)) {
            return answer;
        }
        if (result.hasRawClass(void.class) || result.hasRawClass(Void.class)) {
            RemoteAnswer unused = answer.good();
            return null;
        }
        return answer.as(result);
    }
}
