package dev.hera.broker.journal.find;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Filters that make sense among the specimens: one to four terms, some the other way round.
final class RandomFilters {
    private static final List<String> TERMS =
            List.of(
                    "endpoint:\"POST /0/echo\"",
                    "endpoint:\"GET /0/*\"",
                    "endpoint:sum,\"POST /0/leads\"",
                    "method:GET",
                    "path:/0/shops/a7",
                    "path:/0/shops/*",
                    "path~hops",
                    "caller:acme",
                    "caller:acme,shop",
                    "outcome:unknown",
                    "outcome:running",
                    "outcome:answered,accepted",
                    "status:5xx",
                    "status:404",
                    "status:200..299",
                    "status>499",
                    "refused:no-able-worker",
                    "refused:deadline,worker-lost",
                    "worker:w3",
                    "worker:w*",
                    "attempts>1",
                    "attempts:0",
                    "took>500ms",
                    "took<3ms",
                    "origin:replay",
                    "origin:rpc,remote",
                    "settled:no",
                    "settled:processed",
                    "state:parked",
                    "state:ended,settled",
                    "quarantined:yes",
                    "pinned:yes",
                    "key:order-7",
                    "key:order-1*",
                    "key~order",
                    "detail~deadline",
                    "header.x-shop:a7",
                    "header.X-Shop:a1*",
                    "header.x-shop~3",
                    "header.nothing:x",
                    "query.id:7",
                    "query.name:\"Jörg 7\"",
                    "query.name~rg",
                    "body~fb-17",
                    "answer~\"ok\\\":4\"",
                    "after:30m",
                    "after:90s",
                    "before:10m",
                    "before:55m");

    private final Random random;

    RandomFilters(long seed) {
        random = new Random(seed);
    }

    String next() {
        return random.ints(1 + random.nextInt(4), 0, TERMS.size())
                .mapToObj(term -> (random.nextInt(5) == 0 ? "-" : "") + TERMS.get(term))
                .collect(Collectors.joining(" "));
    }
}
