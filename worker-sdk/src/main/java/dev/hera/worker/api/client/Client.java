package dev.hera.worker.api.client;

import dev.hera.worker.api.Context;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes an annotated interface callable; immutable, made once, used by any number of threads:
///
/// ```java
/// interface Customers {
///     @GET("/0/customers/{id}")
///     Customer customer(@Param("id") long id);
/// }
///
/// static final Client<Customers> CUSTOMERS = Client.of(Customers.class);
/// ...
/// .get("/0/orders/{id}", call -> CUSTOMERS.in(call).customer(7))
/// ```
///
/// A method returns the value itself, a
/// [RemoteAnswer][dev.hera.worker.api.remote.RemoteAnswer], nothing, or a `CompletableFuture` of
/// one of these, and throws [RemoteException][dev.hera.worker.api.remote.RemoteException].
/// `@EndpointOptions` counts for two things: `idempotent`, and `timeoutMs` as the longest wait.
///
/// @param <T> the interface
public final class Client<T> {
    private final Class<T> type;
    private final Map<Method, Stub> stubs;
    private final Rights rights;

    /// In whose name calls are made.
    private enum Rights {
        SERVICE,
        CALLER
    }

    private Client(Class<T> type, Map<Method, Stub> stubs, Rights rights) {
        this.type = type;
        this.stubs = Map.copyOf(stubs);
        this.rights = rights;
    }

    /// A client that calls as this worker's service.
    ///
    /// @throws IllegalArgumentException when the interface cannot be called, with a sentence
    public static <T> Client<T> of(Class<T> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getSimpleName() + " is no interface");
        }
        Map<Method, Stub> stubs = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                stubs.put(method, Stub.of(method));
            }
        }
        return new Client<>(type, stubs, Rights.SERVICE);
    }

    /// A client that calls in the name of the handler's own caller.
    public Client<T> onBehalf() {
        return new Client<>(type, stubs, Rights.CALLER);
    }

    /// The interface, for the call that is being handled; to be used by its handler alone.
    public T in(Context call) {
        InvocationHandler handler =
                (proxy, method, arguments) -> invoked(proxy, method, arguments, call);
        Class<?>[] types = {type};
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, handler));
    }

    private @Nullable Object invoked(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments, Context call)
            throws Throwable {
        Stub stub = stubs.get(method);
        if (stub != null) {
            List<@Nullable Object> values =
                    arguments == null ? List.of() : Arrays.asList(arguments);
            return rights == Rights.CALLER
                    ? stub.call(call, values, remote -> remote.onBehalf())
                    : stub.call(call, values, remote -> remote);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "equals" -> arguments != null && isSame(proxy, arguments[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "client of " + type.getSimpleName();
        };
    }

    @SuppressWarnings("ReferenceEquality") // an object without a state is only itself
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }
}
