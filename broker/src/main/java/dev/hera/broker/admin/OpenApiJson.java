package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.route.RouterView;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Every endpoint that this broker knows, as an OpenAPI 3.1 document. One object a document.
///
/// What a worker does not announce is not invented: bodies are any JSON. Two methods of one path
/// may name its segments differently, which OpenAPI forbids: the first one's names stand. A path's
/// trailing `*` becomes `{rest}`.
final class OpenApiJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> WITHOUT_BODY = Set.of("get", "head", "delete", "trace");

    private final ObjectNode document = JSON.createObjectNode();
    private final ObjectNode paths;
    private final List<Endpoint> rpc = new ArrayList<>();

    private OpenApiJson(String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Hera")
                .put("version", version)
                .put("description", "Every endpoint that a worker has announced.");
        document.putArray("security").addObject().putArray("bearer");
        paths = document.putObject("paths");
        components(document.putObject("components"));
    }

    /// The document.
    ///
    /// @param version of the broker
    static String write(RouterView view, String version) {
        OpenApiJson made = new OpenApiJson(version);
        view.endpoints().stream()
                .filter(served -> served.role() == Frame.Role.LIVE)
                .forEach(served -> made.add(served.endpoint()));
        if (!made.rpc.isEmpty()) {
            made.rpc();
        }
        return made.document.toString();
    }

    private void add(Endpoint endpoint) {
        String method = endpoint.method().toLowerCase(Locale.ROOT);
        if (endpoint.isRpc()) {
            rpc.add(endpoint);
        } else if (METHODS.contains(method)) {
            String path = template(endpoint.path());
            ObjectNode item = paths.withObjectProperty(path);
            if (!item.has(method)) {
                rest(item.putObject(method), path, method, endpoint);
            }
        }
    }

    /// The path as it stands in the document already, if it does under other names.
    private String template(String announced) {
        String path =
                announced.endsWith("/*")
                        ? announced.substring(0, announced.length() - 1) + "{rest}"
                        : announced;
        for (var known = paths.fieldNames(); known.hasNext(); ) {
            String other = known.next();
            if (shape(other).equals(shape(path))) {
                return other;
            }
        }
        return path;
    }

    private static List<String> shape(String path) {
        return segments(path).stream().map(s -> isName(s) ? "{}" : s).toList();
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static void rest(ObjectNode json, String path, String method, Endpoint endpoint) {
        json.put("operationId", endpoint.name());
        List<String> names = segments(path).stream().filter(OpenApiJson::isName).toList();
        ArrayNode parameters = json.putArray("parameters");
        for (String name : names) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name.substring(1, name.length() - 1)).put("in", "path");
            parameter.put("required", true).putObject("schema").put("type", "string");
        }
        if (!WITHOUT_BODY.contains(method)) {
            any(json.putObject("requestBody"));
        }
        ObjectNode responses = json.putObject("responses");
        if (endpoint.accept().isOn()) {
            described(responses.putObject("202"), "kept, and delivered later");
        }
        any(described(responses.putObject("200"), "what the handler answered"));
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        promises(json, endpoint);
    }

    private void rpc() {
        ObjectNode json = paths.putObject("/rpc").putObject("post");
        json.put("operationId", "rpc").put("summary", "JSON-RPC 2.0, single and batch");
        any(json.putObject("requestBody").put("required", true));
        ObjectNode responses = json.putObject("responses");
        any(described(responses.putObject("200"), "the answer, or an array of them"));
        described(responses.putObject("204"), "notifications only: nothing is answered");
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        ObjectNode methods = json.putObject("x-hera-methods");
        rpc.forEach(endpoint -> promises(methods.putObject(endpoint.name()), endpoint));
    }

    private static void promises(ObjectNode json, Endpoint endpoint) {
        json.putObject("x-hera")
                .put("accept", endpoint.accept().isOn())
                .put("record", endpoint.record().name().toLowerCase(Locale.ROOT))
                .put("idempotent", endpoint.idempotent())
                .put("timeoutMs", endpoint.timeout().toMillis())
                .put("maxInFlight", endpoint.maxInFlight());
    }

    private static ObjectNode described(ObjectNode response, String description) {
        return response.put("description", description);
    }

    private static void any(ObjectNode holder) {
        holder.putObject("content").putObject("application/json").putObject("schema");
    }

    private static void components(ObjectNode components) {
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode problem = components.putObject("responses").putObject("Problem");
        described(problem, "an error of the platform, RFC 9457");
        problem.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
        ObjectNode schema = components.putObject("schemas").putObject("Problem");
        schema.put("type", "object");
        ObjectNode members = schema.putObject("properties");
        for (String text : List.of("type", "title", "detail", "uuid")) {
            members.putObject(text).put("type", "string");
        }
        members.putObject("status").put("type", "integer");
        ArrayNode words = members.putObject("outcome").put("type", "string").putArray("enum");
        List.of("answered", "accepted", "not-executed", "unknown").forEach(words::add);
    }
}
