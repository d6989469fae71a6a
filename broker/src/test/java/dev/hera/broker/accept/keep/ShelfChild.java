package dev.hera.broker.accept.keep;

import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Caller;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Origin;
import dev.hera.wire.Body;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// A process that accepts, moves and settles calls until somebody kills it, and says each thing
/// only after it is on disk.
final class ShelfChild {
    private static final int THREADS = 4;

    private ShelfChild() {}

    public static void main(String[] args) throws InterruptedException {
        Shelf shelf = Shelf.open(Path.of(args[0]), _ -> {});
        ConcurrentLinkedQueue<Ticket> waiting = new ConcurrentLinkedQueue<>();
        shelf.read(entry -> waiting.add(entry.ticket()));
        System.out.println("open");
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(System.nanoTime());
            Thread.ofVirtual().start(() -> work(shelf, waiting, random));
        }
        new CountDownLatch(1).await();
    }

    private static void work(Shelf shelf, ConcurrentLinkedQueue<Ticket> waiting, Random random) {
        while (true) {
            CallId id = CallId.next(Instant.now(), 1, random);
            boolean kept =
                    shelf.accept(
                            contents(id),
                            number -> new Entry(ticket(number, id), Progress.accepted(id.madeAt())),
                            entry -> waiting.add(entry.ticket()));
            if (kept) {
                System.out.println("kept " + id);
            }
            Ticket other = random.nextInt(3) == 0 ? waiting.poll() : null;
            if (other != null) {
                System.out.println("leaving " + other.id());
                if (shelf.settle(other)) {
                    System.out.println("settled " + other.id());
                }
            }
        }
    }

    private static Ticket ticket(long number, CallId id) {
        return new Ticket(number, id, "POST /0/leads", null, id.madeAt(), 100, 7);
    }

    /// A call whose body is its id.
    private static Contents contents(CallId id) {
        Call call =
                new Call(
                        id,
                        Origin.HTTP,
                        "POST",
                        "/0/leads",
                        "/0/leads",
                        "a=b",
                        Map.of("accept", "x"),
                        new Body.Binary(id.toString().getBytes(StandardCharsets.UTF_8)),
                        "text/plain",
                        Credential.NONE,
                        null,
                        id.madeAt(),
                        0,
                        id,
                        null,
                        "key",
                        false);
        return new Contents(call, new Caller("acme"), "POST /0/leads");
    }
}
