package dev.hera.worker.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.Reply;
import dev.hera.worker.api.annotation.Body;
import dev.hera.worker.api.annotation.DELETE;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.PATCH;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.PUT;
import dev.hera.worker.api.annotation.Param;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// One scenario, in both styles: the same endpoints that say the same.
public class Shop {
    /// An order as a caller sends it.
    public record Order(String item, int count, @Nullable BigDecimal price) {}

    static EndpointTable annotated() {
        return EndpointTable.builder().serve(new Shop()).build();
    }

    static EndpointTable fluent() {
        Options usual = Options.usual();
        return EndpointTable.builder()
                .route("GET", "/shop/{id}/items", call -> items(call), usual)
                .route("POST", "/shop/{id}/orders", call -> order(call), usual)
                .route("POST", "/prices", call -> call.tree(), usual)
                .route("PUT", "/shop/{id}", call -> null, usual)
                .route("DELETE", "/shop/{id}", call -> gone(call), usual)
                .route("PATCH", "/shop/{id}", call -> broken(), usual)
                .route("GET", "/files/*", call -> file(call), usual)
                .rpc(
                        "sum",
                        call -> call.param("a", Long.class) + call.param("b", Long.class),
                        usual)
                .rpc("who", Context::caller, usual)
                .rpc("nothing", call -> null, usual)
                .rpc("broken", call -> broken(), usual)
                .rpc("gone", call -> gone(call), usual)
                .build();
    }

    private static Object items(Context call) {
        return Map.of(
                "shop", call.param("id", Integer.class),
                "limit", call.param("limit", Integer.class, 10),
                "tags", call.query().getOrDefault("tag", List.of()));
    }

    private static Object order(Context call) {
        Order order = call.body(Order.class);
        call.status(201).header("Location", "/shop/" + call.path("id") + "/orders/1");
        return order;
    }

    private static Object gone(Context call) {
        throw new CallException(404, 1404, "no shop " + call.param("id", String.class, "?"));
    }

    private static Object broken() {
        throw new IllegalStateException("secret of com.example.Shop");
    }

    private static Reply file(Context call) {
        return Reply.of("image/gif", call.path("*").getBytes(StandardCharsets.UTF_8));
    }

    @GET("/shop/{id}/items")
    public Map<String, Object> items(
            @Param("id") int shop,
            @Param(value = "limit", fallback = "10") int limit,
            @Param("tag") @Nullable List<String> tags) {
        return Map.of("shop", shop, "limit", limit, "tags", tags == null ? List.of() : tags);
    }

    @POST("/shop/{id}/orders")
    public Order order(String id, @Body Order order, Context call) {
        call.status(201).header("Location", "/shop/" + id + "/orders/1");
        return order;
    }

    @POST("/prices")
    public Object prices(Context call) {
        return call.tree();
    }

    @PUT("/shop/{id}")
    public void open(String id) {}

    @DELETE("/shop/{id}")
    public Object close(Context call) {
        return gone(call);
    }

    @PATCH("/shop/{id}")
    public Object change() {
        return broken();
    }

    @GET("/files/*")
    public Reply read(Context call) {
        return file(call);
    }

    @JsonRpcMethod("sum")
    public long add(@JsonRpcParam("a") long a, @JsonRpcParam("b") long b) {
        return a + b;
    }

    @JsonRpcMethod("who")
    public String caller(Context call) {
        return call.caller();
    }

    @JsonRpcMethod("nothing")
    public void nothing() {}

    @JsonRpcMethod("broken")
    public Object fail() {
        return broken();
    }

    @JsonRpcMethod("gone")
    public Object lost(Context call) {
        return gone(call);
    }
}
