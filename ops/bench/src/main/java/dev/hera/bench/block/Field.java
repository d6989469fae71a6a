package dev.hera.bench.block;

import dev.hera.bench.stand.Contestant;
import dev.hera.bench.stand.Contestant.Front;
import dev.hera.bench.stand.Contestant.Server;

import java.util.List;

/// Who takes part.
final class Field {
    static final Contestant PLAIN = new Contestant("plain", Server.PLAIN, Front.NONE);
    static final Contestant PLAIN_AGAIN = new Contestant("plain again", Server.PLAIN, Front.NONE);
    static final Contestant HAPROXY_PLAIN =
            new Contestant("HAProxy, plain", Server.PLAIN, Front.HAPROXY);
    static final Contestant NGINX_PLAIN = new Contestant("nginx, plain", Server.PLAIN, Front.NGINX);
    static final Contestant OFF = new Contestant("Hera, recording off", Server.OFF, Front.NONE);
    static final Contestant BESIDE =
            new Contestant("Hera, recording beside", Server.BESIDE, Front.NONE);
    static final Contestant DURABLE =
            new Contestant("Hera, recording durable", Server.DURABLE, Front.NONE);
    static final Contestant DURABLE_AGAIN =
            new Contestant("Hera, durable again", Server.DURABLE, Front.NONE);
    static final Contestant HAPROXY_DURABLE =
            new Contestant("HAProxy, Hera durable", Server.DURABLE, Front.HAPROXY);

    static final List<Contestant> ALL =
            List.of(
                    PLAIN,
                    PLAIN_AGAIN,
                    HAPROXY_PLAIN,
                    NGINX_PLAIN,
                    OFF,
                    BESIDE,
                    DURABLE,
                    DURABLE_AGAIN,
                    HAPROXY_DURABLE);

    /// Those that most budgets are about.
    static final List<Contestant> BRIEF =
            List.of(PLAIN, HAPROXY_PLAIN, OFF, DURABLE, HAPROXY_DURABLE);

    private Field() {}
}
