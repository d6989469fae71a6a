package dev.hera.worker.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;

import dev.hera.wire.Frame;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Handler;
import dev.hera.worker.api.Options;
import dev.hera.worker.api.annotation.GET;
import dev.hera.worker.api.annotation.Param;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;

/// One handler for REST and JSON-RPC, in both styles, through one scenario.
class RestAndRpcTest {
    /// How it is declared.
    enum Style {
        ANNOTATED,
        FLUENT;

        EndpointTable table() {
            EndpointTable.Builder table = EndpointTable.builder();
            if (this == ANNOTATED) {
                return table.serve(new Both()).build();
            }
            Handler both = RestAndRpcTest::fluent;
            return table.route("GET", "/0/parts/{whole}", both, Options.usual())
                    .rpc("parts", both, Options.usual())
                    .build();
        }
    }

    /// Each parameter is named once, by either annotation or by none.
    public static final class Both {
        @GET("/0/parts/{whole}")
        @JsonRpcMethod("parts")
        public String parts(
                @JsonRpcParam("whole") int total,
                @Param(value = "into", fallback = "2") int parts,
                String unit) {
            return total / parts + unit;
        }
    }

    private static String fluent(Context call) {
        int whole = call.param("whole", int.class);
        return whole / call.param("into", int.class, 2) + call.param("unit", String.class);
    }

    @ParameterizedTest
    @EnumSource
    void oneHandlerServesBoth(Style style) {
        EndpointTable table = style.table();
        String rest = "GET /0/parts/{whole}";
        assertEquals("\"4kg\"", run(table, Calls.rest(rest, "/0/parts/12?into=3&unit=kg")));
        assertEquals("\"6kg\"", run(table, Calls.rest(rest, "/0/parts/12?unit=kg")));
        String params = "{\"whole\":12,\"into\":3,\"unit\":\"kg\"}";
        assertEquals("\"4kg\"", run(table, Calls.rpc("parts", params)));
        assertEquals("\"6kg\"", run(table, Calls.rpc("parts", "{\"unit\":\"kg\",\"whole\":12}")));
    }

    private static String run(EndpointTable table, Frame.Invoke call) {
        Frame.Reply reply = table.run(call, Calls.LEFT);
        Frame.Answer answer = assertInstanceOf(Frame.Answer.class, reply, reply.toString());
        return new String(answer.body().toBytes(), StandardCharsets.UTF_8);
    }
}
