package dev.hera.broker.admin.page;

import dev.hera.broker.access.Scope;
import dev.hera.broker.admin.AdminGate;
import dev.hera.broker.route.RouterView;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// `GET /_hera/api/overview?open=ENDPOINT…`: the routing table in one line an endpoint, with the
/// workers of those that are open; any thread, under its own lock.
///
/// The whole table of a large platform is some megabytes; this is what a person can look at. It is
/// made at most four times a second, however many ask, and less often where it takes long: it
/// costs at most a twentieth of a core, unless it would be more than [#STALE] old then.
public final class OverviewApi {
    private static final Duration FRESH = Duration.ofMillis(250);
    private static final Duration STALE = Duration.ofSeconds(3);
    private static final int SHARE = 20;
    private static final int MOST_OPEN = 20;

    /// Different questions that are remembered until the next look.
    private static final int MOST_ANSWERS = 16;

    private final AdminGate gate;
    private final Supplier<RouterView> views;
    private final String broker;
    private final LongSupplier nanos;

    // under this object's lock
    private final Map<Set<String>, byte[]> answers = new HashMap<>();
    private RouterView seen = new RouterView(0, List.of(), List.of());
    private long seenAt;
    private long goodFor = FRESH.toNanos();

    /// @param views looks at the routing table
    /// @param broker this broker's id
    /// @param nanos the monotonic clock
    public OverviewApi(
            AdminGate gate, Supplier<RouterView> views, String broker, LongSupplier nanos) {
        this.gate = gate;
        this.views = views;
        this.broker = broker;
        this.nanos = nanos;
        this.seenAt = nanos.getAsLong() - FRESH.toNanos();
    }

    /// Adds the path.
    public void addTo(RoutesConfig routes) {
        routes.get("/_hera/api/overview", gate.only(Scope.Verb.ADMIN_READ, this::answer));
    }

    private void answer(Context context) {
        List<String> open = context.queryParams("open");
        Set<String> few = Set.copyOf(open.subList(0, Math.min(open.size(), MOST_OPEN)));
        context.contentType("application/json").result(answer(few));
    }

    /// What is shown to whoever has opened these endpoints.
    synchronized byte[] answer(Set<String> open) {
        long now = nanos.getAsLong();
        if (now - seenAt >= goodFor) {
            seen = views.get();
            seenAt = now;
            long cost = nanos.getAsLong() - now;
            goodFor = Math.clamp(SHARE * cost, FRESH.toNanos(), STALE.toNanos());
            answers.clear();
        }
        byte[] known = answers.get(open);
        if (known == null) {
            known = OverviewJson.write(seen, broker, open).getBytes(StandardCharsets.UTF_8);
            if (answers.size() < MOST_ANSWERS) {
                answers.put(open, known);
            }
        }
        return known;
    }
}
