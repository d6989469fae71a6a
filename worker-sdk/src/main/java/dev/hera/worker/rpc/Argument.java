package dev.hera.worker.rpc;

import com.fasterxml.jackson.databind.JavaType;

import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.annotation.Body;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Parameter;

/// Where one argument of an annotated REST method comes from.
sealed interface Argument {
    /// The argument for this call.
    ///
    /// @throws CallException 400 when the caller did not send what is wanted
    @Nullable Object of(Context call);

    /// The call itself.
    record Whole() implements Argument {
        @Override
        public Context of(Context call) {
            return call;
        }
    }

    /// The whole body.
    record WholeBody(JavaType type) implements Argument {
        @Override
        public Object of(Context call) {
            return call.body(type);
        }
    }

    /// A value by its name, from path, query or body.
    ///
    /// @param fallback null when there is none
    /// @param required missing without a fallback is an error
    record Named(String name, JavaType type, @Nullable Object fallback, boolean required)
            implements Argument {
        @Override
        public @Nullable Object of(Context call) {
            Object value = call.param(name, type).orElse(fallback);
            if (value == null && required) {
                throw new CallException(400, "parameter '" + name + "' is missing");
            }
            return value;
        }
    }

    /// Reads from a parameter's declaration where its argument comes from.
    ///
    /// @throws IllegalArgumentException with a sentence, when that cannot be known
    static Argument of(Parameter parameter, Signature signature) {
        if (parameter.getType() == Context.class) {
            return new Whole();
        }
        JavaType type = Json.type(parameter.getParameterizedType());
        if (parameter.isAnnotationPresent(Body.class)) {
            return new WholeBody(type);
        }
        String name = signature.name(parameter, "@Param");
        boolean nullable = signature.isNullable(parameter);
        Object fallback = signature.fallback(parameter, type);
        return new Named(name, type, fallback, !nullable && fallback == null);
    }
}
