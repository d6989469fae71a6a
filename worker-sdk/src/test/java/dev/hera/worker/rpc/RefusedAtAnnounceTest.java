package dev.hera.worker.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.worker.api.Context;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.Reply;
import dev.hera.worker.api.annotation.EndpointOptions;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.POST;
import dev.hera.worker.api.annotation.Param;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What an author got wrong is said when the table is built, with the way out.
class RefusedAtAnnounceTest {
    private static final Options USUAL = Options.usual();

    public static class Plain {
        public String hello() {
            return "hello";
        }
    }

    public static class Hidden {
        @GET("/x")
        String hello() {
            return "hello";
        }
    }

    public static class Late {
        @GET("/x")
        public CompletableFuture<String> hello() {
            return CompletableFuture.completedFuture("hello");
        }
    }

    public static class Many {
        @JsonRpcMethod("many")
        public int many(String... all) {
            return all.length;
        }
    }

    public static class Overloaded {
        @JsonRpcMethod("sum")
        public int sum(@JsonRpcParam("a") int a) {
            return a;
        }

        @JsonRpcMethod("sum")
        public int sum(@JsonRpcParam("a") int a, @JsonRpcParam("b") int b) {
            return a + b;
        }
    }

    public static class Eclipsed {
        @JsonRpcMethod("wait")
        public int pause() {
            return 1;
        }
    }

    static class NotPublic {
        @JsonRpcMethod("x")
        public int hello() {
            return 1;
        }
    }

    public static class Raw {
        @JsonRpcMethod("x")
        public Reply hello() {
            return Reply.text("x");
        }
    }

    public static class MisnamedRpc {
        @JsonRpcMethod("x")
        public int hello(@Param("a") int a) {
            return a;
        }
    }

    public static class Unboxed {
        @GET("/x")
        public int hello(@Param("a") @Nullable Integer a, @Param("b") Optional<String> b) {
            return 1;
        }
    }

    public static class BadFallback {
        @GET("/x")
        public int hello(@Param(value = "a", fallback = "ten") int a) {
            return a;
        }
    }

    public static class BadTimeout {
        @POST("/x")
        @EndpointOptions(timeoutMs = 0)
        public int hello(Context call) {
            return call.attempt();
        }
    }

    @Test
    void eachMistakeHasItsSentence() {
        refused(new Plain(), "Plain has no method with @GET");
        refused(new Hidden(), "Hidden.hello is annotated but not public; make it public");
        refused(new Late(), "return the value itself");
        refused(new Many(), "take a List instead");
        refused(new Overloaded(), "one of 2 methods that answer to \"sum\"; rename");
        refused(new Eclipsed(), "methods that answer to \"wait\"; rename");
        refused(new NotPublic(), "make the class public");
        refused(new Raw(), "return a value");
        refused(new MisnamedRpc(), "@JsonRpcParam");
        refused(new Unboxed(), "parameter 2; mark the parameter itself @Nullable");
        refused(new BadFallback(), "has a fallback that is none, \"ten\"");
        refused(new BadTimeout(), "timeout is 0 ms");
    }

    @Test
    void aParameterWithoutANameIsRefused() throws Exception {
        for (String annotation : List.of("GET", "RPC")) {
            Object unnamed = UnnamedParameters.of(annotation);
            refused(unnamed, "has a parameter without a name, number 1; annotate it with @");
            refused(unnamed, "or compile with -parameters");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "/a//b",
                "/a/",
                "/{a}/{a}",
                "/{}",
                "/{a b}",
                "/*/a",
                "/a*",
                "/../a",
                "/a/.",
                "/a?b",
                "/a#b",
                "/a%20b",
                "/a;b",
                "/a\\b",
                "/a b",
                "/rpc",
                "/_hera",
                "/_hera/x"
            })
    void aPathThatABrokerWouldRefuseIsRefusedHere(String path) {
        assertThrows(
                IllegalArgumentException.class,
                () -> EndpointTable.builder().route("GET", path, call -> 1, USUAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "rpc.x", "hera.call", "é", "a\n"})
    void aReservedOrBrokenMethodNameIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> EndpointTable.builder().rpc(name, call -> 1, USUAL));
    }

    @Test
    void twoEndpointsForTheSameCallsAreRefused() {
        EndpointTable.Builder table =
                EndpointTable.builder().route("GET", "/a/{x}", call -> 1, USUAL);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> table.route("GET", "/a/{y}", call -> 2, USUAL));
        assertEquals("GET /a/{y} is there already, as GET /a/{x}", e.getMessage());
        assertEquals(1, table.build().endpoints().size());
    }

    private static void refused(Object annotated, String sentence) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> EndpointTable.builder().serve(annotated));
        assertTrue(String.valueOf(e.getMessage()).contains(sentence), e.getMessage());
    }
}
