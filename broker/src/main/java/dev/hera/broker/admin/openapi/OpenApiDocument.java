package dev.hera.broker.admin.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.route.RouterView;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Every endpoint that this broker knows, as an OpenAPI 3.1 document. One object a document.
///
/// What a worker does not announce is not invented: such a body is any JSON. Two methods of one
/// path may name its segments differently, which OpenAPI forbids: the names of the one that comes
/// first in the alphabet stand.
public final class OpenApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final ObjectNode paths;
    private final Components components;
    private final List<Endpoint> rpc = new ArrayList<>();

    private OpenApiDocument(String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Hera")
                .put("version", version)
                .put("description", "Every endpoint that a worker has announced.");
        document.putArray("security").addObject().putArray("bearer");
        paths = document.putObject("paths");
        components = new Components(document.putObject("components"));
    }

    /// The document.
    ///
    /// @param version of the broker
    public static String write(RouterView view, String version) {
        OpenApiDocument made = new OpenApiDocument(version);
        view.endpoints().stream()
                .filter(served -> served.role() == Frame.Role.LIVE)
                .map(RouterView.Served::endpoint)
                .sorted(Comparator.comparing(Endpoint::name))
                .forEach(made::add);
        if (!made.rpc.isEmpty()) {
            ObjectNode item = made.paths.putObject("/rpc");
            new RpcOperation(made.components).write(item.putObject("post"), made.rpc);
        }
        return made.document.toString();
    }

    private void add(Endpoint endpoint) {
        String method = endpoint.method().toLowerCase(Locale.ROOT);
        if (endpoint.isRpc()) {
            rpc.add(endpoint);
        } else if (METHODS.contains(method)) {
            Template path = known(Template.of(endpoint.path()));
            ObjectNode item = paths.withObjectProperty(path.text());
            if (!item.has(method)) {
                new RestOperation(endpoint, components).write(item.putObject(method), path);
            }
        }
    }

    /// The path as it stands in the document already, if it does under other names.
    private Template known(Template path) {
        for (var known = paths.fieldNames(); known.hasNext(); ) {
            Template other = new Template(known.next());
            if (other.isLike(path)) {
                return other;
            }
        }
        return path;
    }
}
