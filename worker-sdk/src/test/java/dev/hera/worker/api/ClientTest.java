package dev.hera.worker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.wire.Frame;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.Param;
import dev.hera.worker.api.client.Client;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.api.remote.RemoteAnswer;
import dev.hera.worker.api.remote.RemoteCalls;
import dev.hera.worker.api.remote.RemoteException;
import dev.hera.worker.api.remote.Way;
import dev.hera.worker.rpc.EndpointTable;
import dev.hera.worker.talk.Heard;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;

/// One interface, served by one worker and called by another, without a broker between.
class ClientTest {
    private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000001");

    /// A line of an order.
    public record Line(String article, int pieces) {}

    /// Both sides' declaration.
    public interface Orders {
        @GET("/0/orders/{id}")
        List<Line> lines(@Param("id") int id, @Param("least") int least);

        @POST("/0/orders")
        Line add(@Body Line line);

        @JsonRpcMethod("orders.count")
        @EndpointOptions(idempotent = true, timeoutMs = 300)
        int count(@JsonRpcParam("article") String article);

        @POST("/0/orders/{id}/close")
        void close(@Param("id") int id);

        /// Not an endpoint of its own.
        default int twice(String article) {
            return 2 * count(article);
        }
    }

    /// What only a caller asks for.
    public interface LaterOrders {
        @GET("/0/orders/{id}")
        CompletableFuture<List<Line>> lines(@Param("id") int id, @Param("least") int least);

        @POST("/0/orders/{id}/close")
        RemoteAnswer close(@Param("id") int id);
    }

    /// Serves them.
    public static final class Shop implements Orders {
        @Override
        @GET("/0/orders/{id}")
        public List<Line> lines(@Param("id") int id, @Param("least") int least) {
            return List.of(new Line("a" + id, least));
        }

        @Override
        @POST("/0/orders")
        public Line add(@Body Line line) {
            return new Line(line.article(), line.pieces() + 1);
        }

        @Override
        @JsonRpcMethod("orders.count")
        public int count(@JsonRpcParam("article") String article) {
            return article.length();
        }

        @Override
        @POST("/0/orders/{id}/close")
        public void close(@Param("id") int id) {
            if (id == 0) {
                throw new CallException(409, "closed already");
            }
        }
    }

    private final EndpointTable shop = EndpointTable.builder().serve(new Shop()).build();
    private final List<Frame.RemoteCall> sent = new ArrayList<>();

    /// A broker's part: from the remote call to the call.
    private Heard served(LongFunction<Frame.Request> call, UUID parent, Duration within) {
        Frame.RemoteCall last = (Frame.RemoteCall) call.apply(1);
        sent.add(last);
        Map<String, String> patterns = new HashMap<>();
        shop.endpoints().forEach(endpoint -> patterns.put(endpoint.name(), endpoint.name()));
        Frame.Invoke invoke = invoke(patterns.getOrDefault(last.endpoint(), "?"), last);
        return new Heard.Replied(shop.run(invoke, within));
    }

    private static Frame.Invoke invoke(String endpoint, Frame.RemoteCall call) {
        return new Frame.Invoke(
                1,
                endpoint,
                ID,
                1,
                call.path(),
                call.query(),
                Map.of(),
                call.body(),
                call.contentType(),
                "shop",
                1000,
                Instant.EPOCH,
                ID,
                null,
                false,
                false);
    }

    private Context context() {
        Way way = this::served;
        Frame.Invoke invoke =
                invoke(
                        "GET /0/x",
                        new Frame.RemoteCall(
                                1,
                                "GET /0/x",
                                "/0/x",
                                "",
                                Map.of(),
                                dev.hera.wire.Body.NONE,
                                null,
                                1,
                                ID,
                                ID,
                                0,
                                false));
        Duration left = Duration.ofSeconds(5);
        return new Context(
                invoke,
                Map.of(),
                left,
                Settler.ALONE,
                new RemoteCalls(invoke, left, way, Json.MAPPER));
    }

    private final Orders orders = Client.of(Orders.class).in(context());

    @Test
    void methodsAreCalls() {
        assertEquals(List.of(new Line("a7", 3)), orders.lines(7, 3));
        assertEquals("least=3", sent.getLast().query());
        assertEquals(new Line("b", 2), orders.add(new Line("b", 1)));
        assertEquals(3, orders.count("abc"));
        assertTrue(sent.getLast().deadlineMs() <= 300);
        orders.close(1);
        assertEquals(6, orders.twice("abc"));
    }

    @Test
    void futuresAndAnswersComeToo() {
        LaterOrders later = Client.of(LaterOrders.class).in(context());
        assertEquals(List.of(new Line("a7", 3)), later.lines(7, 3).join());
        assertEquals(204, later.close(1).status());
        assertEquals(409, later.close(0).status());
    }

    @Test
    void anErrorIsAnException() {
        RemoteException closed = assertThrows(RemoteException.class, () -> orders.close(0));
        assertEquals(409, closed.code());
        assertEquals(RemoteException.Outcome.ANSWERED, closed.outcome());
        assertThrows(
                CompletionException.class,
                () -> CompletableFuture.runAsync(() -> orders.close(0)).join());
    }

    @Test
    void onBehalfIsSaidOnceForAll() {
        assertEquals(3, Client.of(Orders.class).onBehalf().in(context()).count("abc"));
        assertTrue(sent.getLast().onBehalf());
    }

    @Test
    void anObjectIsWhatItAlwaysIs() {
        assertEquals(orders, orders);
        assertEquals("client of Orders", orders.toString());
        assertEquals(orders.hashCode(), orders.hashCode());
    }

    /// No endpoint.
    public interface Unannotated {
        void nothing();
    }

    /// A future of who knows what.
    @SuppressWarnings("rawtypes")
    public interface Raw {
        @GET("/0/x")
        CompletableFuture raw();
    }

    @Test
    void whatCannotBeCalledIsRefusedWhenTheClientIsMade() {
        refused(Unannotated.class, "annotate it");
        refused(Raw.class, "say of what");
        refused(Shop.class, "no interface");
    }

    private static void refused(Class<?> type, String why) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Client.of(type));
        assertTrue(refused.toString().contains(why), refused.toString());
    }
}
