package dev.hera.worker.rpc;

import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/// An annotated REST method as a handler.
final class BoundMethod implements Handler {
    private final Object target;
    private final Method method;
    private final List<Argument> arguments;

    /// @throws IllegalArgumentException when an argument's origin cannot be known
    BoundMethod(Object target, Signature signature) {
        signature.check();
        this.target = target;
        this.method = signature.method();
        this.arguments =
                Arrays.stream(method.getParameters()).map(p -> Argument.of(p, signature)).toList();
    }

    @Override
    public @Nullable Object handle(Context call) throws Exception {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).of(call);
        }
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            throw Thrown.by(e);
        }
    }
}
