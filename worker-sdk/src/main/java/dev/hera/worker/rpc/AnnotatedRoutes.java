package dev.hera.worker.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;

import dev.hera.worker.api.Options;
import dev.hera.worker.api.accept.Accepting;
import dev.hera.worker.api.annotation.DELETE;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.PATCH;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.shape.Shape;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds the endpoints among an object's methods.
final class AnnotatedRoutes {
    private final Object target;
    private final RpcService service;
    private final List<Route> routes = new ArrayList<>();

    private AnnotatedRoutes(Object target) {
        this.target = target;
        this.service = new RpcService(target);
    }

    /// The endpoints of an object, in the order of their methods' names.
    ///
    /// @throws IllegalArgumentException when it has none, or one that cannot be served
    static List<Route> of(Object target) {
        AnnotatedRoutes found = new AnnotatedRoutes(target);
        methods(target.getClass()).forEach(found::add);
        if (found.routes.isEmpty()) {
            throw new IllegalArgumentException(
                    target.getClass().getSimpleName()
                            + " has no method with @GET, @POST, @PUT, @DELETE, @PATCH or"
                            + " @JsonRpcMethod; annotate one, or serve another object");
        }
        return found.routes;
    }

    /// Methods of the class and of those it extends that are not public too, so that an annotated
    /// one is refused instead of passed over.
    private static Stream<Method> methods(Class<?> type) {
        Stream<Method> own = Arrays.stream(type.getMethods());
        Stream<Method> hidden =
                Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                        .filter(m -> !Modifier.isPublic(m.getModifiers()));
        return Stream.concat(own, hidden)
                .filter(m -> !m.isBridge() && !m.isSynthetic())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString));
    }

    private void add(Method method) {
        for (Annotation said : method.getAnnotations()) {
            switch (said) {
                case GET get -> rest("GET", get.value(), method);
                case POST post -> rest("POST", post.value(), method);
                case PUT put -> rest("PUT", put.value(), method);
                case DELETE delete -> rest("DELETE", delete.value(), method);
                case PATCH patch -> rest("PATCH", patch.value(), method);
                case JsonRpcMethod rpc -> rpc(rpc.value(), method);
                default -> {}
            }
        }
    }

    private void rest(String verb, String path, Method method) {
        Signature signature = new Signature(method);
        BoundMethod handler = new BoundMethod(target, signature);
        Options options = options(method, signature.restShape(verb, path));
        routes.add(Route.rest(verb, path, options, handler));
    }

    private void rpc(String name, Method method) {
        Signature signature = new Signature(method);
        RpcMethod handler = new RpcMethod(service, name, signature);
        routes.add(Route.rpc(name, options(method, signature.rpcShape()), handler));
    }

    private static Options options(Method method, Shape shape) {
        EndpointOptions said = method.getAnnotation(EndpointOptions.class);
        Accepting accepting = AnnotatedAccepting.of(method, said);
        if (said == null) {
            return Options.usual().accept(accepting).shape(shape);
        }
        return new Options(
                accepting,
                said.record(),
                said.idempotent(),
                Duration.ofMillis(said.timeoutMs()),
                said.maxInFlight(),
                List.of(said.sensitive()),
                shape.summary(said.summary()));
    }
}
