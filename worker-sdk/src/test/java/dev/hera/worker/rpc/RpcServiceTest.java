package dev.hera.worker.rpc;

import static dev.hera.worker.rpc.Calls.LEFT;
import static dev.hera.worker.rpc.Calls.failure;
import static dev.hera.worker.rpc.Calls.rpc;
import static dev.hera.worker.rpc.Calls.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Json;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

/// What annotated JSON-RPC methods add to the scenario of both styles.
class RpcServiceTest {
    private final EndpointTable table = EndpointTable.builder().serve(new Desk()).build();

    /// A service whose methods a caller has no business with.
    public static class Desk {
        /// A price with its currency.
        public record Price(BigDecimal amount, String currency) {}

        @JsonRpcMethod("subtract")
        public int subtract(@JsonRpcParam("minuend") int a, @JsonRpcParam("subtrahend") int b) {
            return a - b;
        }

        @JsonRpcMethod("label")
        public String label(
                Context call,
                @JsonRpcParam("text") String text,
                @JsonRpcParam("n") @Nullable Integer n) {
            return call.caller() + " " + text + " " + n;
        }

        @JsonRpcMethod("get_data")
        public List<Object> data() {
            return List.of("hello", 5);
        }

        @JsonRpcMethod("double")
        public Price twice(@JsonRpcParam("price") Price price) {
            return new Price(price.amount().add(price.amount()), price.currency());
        }

        @JsonRpcMethod("parse")
        public Object parse(@JsonRpcParam("n") int n) throws Exception {
            return Json.fresh().readTree("{".repeat(n));
        }

        public String secret() {
            return "not announced";
        }
    }

    @Test
    void positionAndNameBringTheSameArguments() {
        assertEquals("19", text(run("subtract", "[42,23]")));
        assertEquals("19", text(run("subtract", "{\"subtrahend\":23,\"minuend\":42}")));
    }

    @Test
    void theCallIsNoParameterOfTheCallers() {
        assertEquals("\"token-7 hi null\"", text(run("label", "[\"hi\"]")));
        assertEquals("\"token-7 hi 3\"", text(run("label", "[\"hi\",3]")));
        assertEquals("\"token-7 hi null\"", text(run("label", "{\"text\":\"hi\",\"n\":null}")));
        assertEquals(ErrorCode.INVALID_PARAMS, failure(run("label", "[{},\"hi\",3]")).code());
    }

    @Test
    void onlyWhatIsAnnouncedCanBeCalled() {
        for (String name : List.of("data", "secret", "toString", "getClass", "wait", "hashCode")) {
            assertEquals(ErrorCode.NO_SUCH_ENDPOINT, failure(run(name, "")).code(), name);
        }
        assertEquals("[\"hello\",5]", text(run("get_data", "[]")));
    }

    @Test
    void amountsAreExact() {
        String price = "{\"amount\":1.10,\"currency\":\"EUR\"}";
        assertEquals(
                "{\"amount\":2.20,\"currency\":\"EUR\"}", text(run("double", "[" + price + "]")));
    }

    @Test
    void wrongParamsAreRefusedAndNamed() {
        for (String params :
                List.of(
                        "",
                        "[]",
                        "[1]",
                        "[1,2,3]",
                        "[1,\"2\"]",
                        "[1,1.7]",
                        "[1,null]",
                        "[[1],2]")) {
            assertEquals(ErrorCode.INVALID_PARAMS, failure(run("subtract", params)).code(), params);
        }
        assertEquals(
                "parameter 'subtrahend' does not fit",
                failure(run("subtract", "[1,\"2\"]")).message());
        assertEquals(
                "1 params are not known",
                failure(run("subtract", "{\"minuend\":1,\"subtrahend\":2,\"x\":3}")).message());
        assertEquals("params are no array or object", failure(run("subtract", "7")).message());
        assertEquals(
                "parameter 'price' does not fit",
                failure(run("double", "[{\"amount\":{}}]")).message());
    }

    @Test
    void aMethodsOwnJsonTroubleIsNotTheCallers() {
        assertEquals(ErrorCode.INTERNAL_ERROR, failure(run("parse", "[3]")).code());
        assertTrue(failure(run("parse", "[3]")).message().equals("internal error"));
    }

    private Frame.Reply run(String method, String params) {
        return table.run(rpc(method, params), LEFT);
    }
}
