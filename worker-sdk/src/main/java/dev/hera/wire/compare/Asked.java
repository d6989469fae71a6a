package dev.hera.wire.compare;

import dev.hera.wire.Body;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiPredicate;

/// What a handler asked of another endpoint.
///
/// @param endpoint the name, as announced where that is known; for people
/// @param method HTTP method; empty for JSON-RPC
/// @param path as called, percent-encoded; the name for JSON-RPC
/// @param query as called, without `?`
/// @param body null when it was too large to be kept
public record Asked(
        String endpoint, String method, String path, String query, @Nullable Body body) {
    /// Whether this, asked now, is what was asked then; a body that was not kept says nothing.
    ///
    /// @param ignore JSON paths of the body whose differences do not count
    boolean isAsThen(Asked then, List<String> ignore, BiPredicate<String, String> alike) {
        return method.equals(then.method)
                && isSame(then.path, path, alike)
                && isSame(then.query, query, alike)
                && isSame(then.body, body, ignore, alike);
    }

    private static boolean isSame(String was, String now, BiPredicate<String, String> alike) {
        return was.equals(now) || alike.test(was, now);
    }

    private static boolean isSame(
            @Nullable Body was,
            @Nullable Body now,
            List<String> ignore,
            BiPredicate<String, String> alike) {
        if (was == null || now == null) {
            return true;
        }
        if (was instanceof Body.Json && now instanceof Body.Json) {
            return JsonWalk.differences(was.toBytes(), now.toBytes(), alike).stream()
                    .allMatch(difference -> difference.isWithin(ignore));
        }
        return was.buffer().equals(now.buffer());
    }

    /// For people: `POST /0/stock/7?full=1 {"n":1}`.
    @Override
    public String toString() {
        String name = method.isEmpty() ? path : method + ' ' + path;
        String whole = query.isEmpty() ? name : name + '?' + query;
        return body instanceof Body.Json json ? whole + ' ' + json.text() : whole;
    }
}
