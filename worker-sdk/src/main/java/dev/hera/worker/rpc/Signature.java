package dev.hera.worker.rpc;

import static dev.hera.worker.api.shape.Part.Place.MEMBER;
import static dev.hera.worker.api.shape.Part.Place.PARAMETER;

import com.fasterxml.jackson.databind.JavaType;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.DELETE;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.PATCH;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.annotation.Param;
import dev.hera.worker.api.shape.Part;
import dev.hera.worker.api.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Annotation;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// An annotated method's declaration, and every sentence that says why it cannot be served.
record Signature(Method method) {
    private static final List<Class<? extends Annotation>> REST =
            List.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class);

    /// What holds for any annotated method.
    ///
    /// @throws IllegalArgumentException when the method cannot be served
    void check() {
        if (!Modifier.isPublic(method.getModifiers())) {
            throw wrong("is annotated but not public; make it public");
        }
        if (method.isVarArgs()) {
            throw wrong("takes a variable number of arguments; take a List instead");
        }
        Class<?> type = method.getReturnType();
        if (Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)) {
            throw wrong("returns a future; it has a thread of its own, so return the value itself");
        }
        try {
            method.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    text("cannot be reached; open its package to dev.hera.worker"), e);
        }
    }

    /// Whether the method serves REST, be it beside JSON-RPC.
    boolean isRest() {
        return REST.stream().anyMatch(method::isAnnotationPresent);
    }

    /// The parameter's name: what an annotation says, or else the source. A method that serves both
    /// REST and JSON-RPC needs only one of the annotations.
    ///
    /// @throws IllegalArgumentException when neither says it
    String name(Parameter parameter, String annotation) {
        JsonRpcParam rpc = parameter.getAnnotation(JsonRpcParam.class);
        Param rest = parameter.getAnnotation(Param.class);
        if (rest != null && !rest.value().isEmpty()) {
            return rest.value();
        }
        if (rpc != null) {
            return rpc.value();
        }
        if (parameter.isNamePresent()) {
            return parameter.getName();
        }
        throw wrong(
                "has a parameter without a name, number %d; annotate it with %s(\"...\") or compile"
                                .formatted(number(parameter), annotation)
                        + " with -parameters");
    }

    /// Whether the parameter may be null: any annotation called `Nullable` says so.
    ///
    /// @throws IllegalArgumentException when its type does not allow that
    boolean isNullable(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == Optional.class) {
            throw wrong(
                    "takes an Optional as parameter %d; mark the parameter itself @Nullable"
                            .formatted(number(parameter)));
        }
        Stream<Annotation> all =
                Stream.concat(
                        Arrays.stream(parameter.getAnnotations()),
                        Arrays.stream(parameter.getAnnotatedType().getAnnotations()));
        boolean nullable = all.anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
        if (nullable && type.isPrimitive()) {
            throw wrong(
                    "has a @Nullable %s as parameter %d, which cannot be null; take the boxed type"
                            .formatted(type, number(parameter)));
        }
        return nullable;
    }

    /// What a missing argument is taken for; null when nothing is said.
    ///
    /// @throws IllegalArgumentException when the fallback is no value of the parameter's type
    @Nullable Object fallback(Parameter parameter, JavaType type) {
        Param said = parameter.getAnnotation(Param.class);
        if (said == null || said.fallback().equals(Param.NONE)) {
            return null;
        }
        try {
            return Json.value(said.fallback(), type);
        } catch (CallException e) {
            throw new IllegalArgumentException(
                    text("has a fallback that is none, \"" + said.fallback() + "\""), e);
        }
    }

    /// What a REST method takes and gives. Values with names that are not in the path are members
    /// of the body, where the verb has one that is not taken whole; else they are of the query.
    Shape restShape(String verb, String path) {
        Optional<Parameter> whole =
                Arrays.stream(method.getParameters())
                        .filter(p -> p.isAnnotationPresent(Body.class))
                        .findFirst();
        boolean bodiless = verb.equals("GET") || verb.equals("DELETE") || whole.isPresent();
        Shape shape = Shape.UNSAID.body(whole.map(Parameter::getParameterizedType).orElse(null));
        for (Parameter parameter : named()) {
            String name = name(parameter, "@Param");
            boolean inPath = path.contains('{' + name + '}');
            boolean isParameter = bodiless || inPath;
            shape = shape.with(part(parameter, name, isParameter ? PARAMETER : MEMBER));
        }
        return shape.answer(answer());
    }

    /// What a JSON-RPC method takes and gives.
    Shape rpcShape() {
        Shape shape = Shape.UNSAID;
        for (Parameter parameter : named()) {
            shape = shape.with(part(parameter, name(parameter, "@JsonRpcParam"), MEMBER));
        }
        return shape.answer(answer());
    }

    private List<Parameter> named() {
        return Arrays.stream(method.getParameters())
                .filter(p -> p.getType() != Context.class && !p.isAnnotationPresent(Body.class))
                .toList();
    }

    private Part part(Parameter parameter, String name, Part.Place place) {
        Type type = parameter.getParameterizedType();
        boolean optional = isNullable(parameter) || fallback(parameter, Json.type(type)) != null;
        return new Part(name, type, !optional, place);
    }

    private @Nullable Type answer() {
        return method.getReturnType() == void.class ? null : method.getGenericReturnType();
    }

    /// A sentence that begins with the method.
    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(text(what));
    }

    private String text(String what) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + " " + what;
    }

    private int number(Parameter parameter) {
        return Arrays.asList(method.getParameters()).indexOf(parameter) + 1;
    }
}
