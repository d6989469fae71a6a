package dev.hera.worker.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.ErrorCode;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Json;
import dev.hera.worker.api.Reply;
import dev.hera.worker.api.annotation.Param;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A JSON-RPC method of a service object as a handler: brings the caller's params, positional or
/// named, into the order of the arguments, and leaves their conversion to jsonrpc4j.
final class RpcMethod implements Handler {
    private final RpcService service;
    private final String name;
    private final List<Place> places = new ArrayList<>();

    /// One argument.
    ///
    /// @param name empty for the call itself
    /// @param fallback what a missing one is taken for; missing when there must be one
    private record Place(String name, Type type, JsonNode fallback) {
        boolean isCall() {
            return name.isEmpty();
        }
    }

    /// @throws IllegalArgumentException when the method cannot be served
    RpcMethod(RpcService service, String name, Signature signature) {
        signature.check();
        service.check(name, signature);
        if (signature.method().getReturnType() == Reply.class) {
            throw signature.wrong("returns a Reply, but JSON-RPC knows only JSON; return a value");
        }
        this.service = service;
        this.name = name;
        for (Parameter parameter : signature.method().getParameters()) {
            places.add(place(parameter, signature));
        }
    }

    private static Place place(Parameter parameter, Signature signature) {
        Type type = parameter.getParameterizedType();
        if (parameter.getType() == Context.class) {
            return new Place("", type, MissingNode.getInstance());
        }
        if (parameter.isAnnotationPresent(Param.class) && !signature.isRest()) {
            throw signature.wrong("is a JSON-RPC method; name its parameters with @JsonRpcParam");
        }
        String name = signature.name(parameter, "@JsonRpcParam");
        Object fallback = signature.fallback(parameter, Json.type(type));
        if (fallback != null) {
            return new Place(name, type, Json.tree(fallback));
        }
        boolean nullable = signature.isNullable(parameter);
        return new Place(name, type, nullable ? NullNode.instance : MissingNode.getInstance());
    }

    @Override
    public @Nullable Object handle(Context call) throws Exception {
        ArrayNode arguments = arguments(call, params(call));
        JsonNode result = service.call(name, arguments);
        if (result.isMissingNode()) {
            throw misfit(arguments);
        }
        return result;
    }

    private static JsonNode params(Context call) {
        JsonNode params = call.hasBody() ? call.tree() : NullNode.instance;
        if (!params.isContainerNode() && !params.isNull()) {
            throw new CallException(400, ErrorCode.INVALID_PARAMS, "params are no array or object");
        }
        return params;
    }

    private ArrayNode arguments(Context call, JsonNode params) {
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode(places.size());
        int given = 0;
        for (Place place : places) {
            if (place.isCall()) {
                arguments.addPOJO(call);
                continue;
            }
            JsonNode value = params.isArray() ? params.path(given) : params.path(place.name());
            given++;
            JsonNode argument = value.isMissingNode() ? place.fallback() : value;
            if (argument.isMissingNode()) {
                throw invalid("parameter '" + place.name() + "' is missing");
            }
            arguments.add(argument);
        }
        refuseOthers(params, given);
        return arguments;
    }

    private void refuseOthers(JsonNode params, int known) {
        if (params.isArray() && params.size() > known) {
            throw invalid(params.size() + " params, at most " + known + " are known");
        }
        if (params instanceof ObjectNode object) {
            Set<String> others = new HashSet<>();
            object.fieldNames().forEachRemaining(others::add);
            places.forEach(place -> others.remove(place.name()));
            if (!others.isEmpty()) {
                throw invalid(others.size() + " params are not known");
            }
        }
    }

    private CallException misfit(ArrayNode arguments) {
        for (int i = 0; i < places.size(); i++) {
            if (!RpcService.fits(arguments.get(i), places.get(i).type())) {
                return invalid("parameter '" + places.get(i).name() + "' does not fit");
            }
        }
        return invalid("the params do not fit");
    }

    private static CallException invalid(String why) {
        return new CallException(400, ErrorCode.INVALID_PARAMS, why);
    }
}
