package dev.hera.broker.http;

import dev.hera.wire.id.TraceParent;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which of a caller's headers travel on: an allow-list, never a block-list.
///
/// @param names in lower case
/// @param percent how many of the calls that name no trace begin a sampled one
public record HeaderFilter(Set<String> names, int percent) {
    /// What travels unless a setting adds to it.
    public static final List<String> USUAL =
            List.of(
                    "accept",
                    "accept-language",
                    "baggage",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "prefer",
                    "referer",
                    "traceparent",
                    "tracestate",
                    "user-agent",
                    "x-correlation-id",
                    "x-forwarded-for");

    private static final Set<String> NEVER =
            Set.of(
                    "authorization",
                    "connection",
                    "cookie",
                    "host",
                    "keep-alive",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "x-api-key",
                    "x-http-method-override",
                    "x-request-uuid");

    public HeaderFilter {
        names = Set.copyOf(names);
        for (String name : names) {
            if (NEVER.contains(name) || name.startsWith("hera-") || name.startsWith("x-hera-")) {
                throw new IllegalArgumentException("header " + name + " can never travel on");
            }
        }
    }

    /// The usual ones and these.
    public static HeaderFilter with(List<String> more, int percent) {
        Set<String> names = new TreeSet<>(USUAL);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new HeaderFilter(names, percent);
    }

    /// What passes of headers that have their names in lower case already.
    public Map<String, String> apply(Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().retainAll(names);
        return kept;
    }

    /// What passes, names in lower case, repeated ones joined as RFC 9110 allows.
    Map<String, String> apply(HttpFields fields) {
        Map<String, String> kept = HashMap.newHashMap(4);
        for (HttpField field : fields) {
            String name = field.getLowerCaseName();
            String value = field.getValue();
            if (names.contains(name) && value != null) {
                kept.merge(name, value, (a, b) -> a + ", " + b);
            }
        }
        dropBadTrace(kept);
        return kept;
    }

    /// What is no place in a trace must not look like one further on, and its state goes with it.
    private static void dropBadTrace(Map<String, String> headers) {
        String trace = headers.get(TraceParent.HEADER);
        if (trace == null || TraceParent.parse(trace).isEmpty()) {
            headers.remove(TraceParent.HEADER);
            headers.remove("tracestate");
        }
    }
}
