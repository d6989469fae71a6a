package dev.hera.broker.http.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.JsonText;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class RpcReaderTest {
    private static RpcMessage read(String text) {
        return RpcReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RpcMessage.Item item(String text) {
        return assertInstanceOf(RpcMessage.Single.class, read(text), text).item();
    }

    private static RpcMessage.Asked asked(String text) {
        return assertInstanceOf(RpcMessage.Asked.class, item(text), text);
    }

    private static void invalid(int code, String id, String text) {
        RpcMessage.Invalid invalid = assertInstanceOf(RpcMessage.Invalid.class, item(text), text);
        assertEquals(code, invalid.error().code(), text);
        assertEquals(id, String.valueOf(invalid.id()), text);
    }

    private static void unreadable(int code, byte[] text) {
        RpcMessage message = RpcReader.read(text);
        assertEquals(code, assertInstanceOf(RpcMessage.Unreadable.class, message).error().code());
    }

    private static void unreadable(int code, String text) {
        unreadable(code, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anyOrderOfMembersIsRead() {
        RpcMessage.Asked asked =
                asked(
                        "{ \"id\" : 1.0 ,\"params\":[1, 2]"
                                + " ,\"x\":{},\"method\":\"a\",\"jsonrpc\":\"2.0\"}");
        assertEquals("a", asked.method());
        assertEquals("1.0", String.valueOf(asked.id()));
        assertEquals("[1, 2]", String.valueOf(asked.params()));
    }

    @Test
    void withoutAnIdItIsANotificationAndWithNullItIsNot() {
        assertNull(asked("{\"jsonrpc\":\"2.0\",\"method\":\"a\"}").id());
        assertEquals(
                JsonText.NULL, asked("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":null}").id());
    }

    @Test
    void aMemberThatComesTwiceIsRefused() {
        invalid(-32600, "1", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"method\":\"b\",\"id\":1}");
        invalid(-32600, "1", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"x\":1,\"x\":1,\"id\":1}");
        invalid(-32600, "null", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1,\"id\":1}");
        invalid(-32600, "null", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1,\"i\\u0064\":2}");
    }

    @Test
    void aMemberThatComesTwiceInsideTheParamsIsTheHandlersMatter() {
        String params = "{\"a\":1,\"a\":2}";
        String text = "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":%s}";
        assertEquals(params, String.valueOf(asked(text.replace("%s", params)).params()));
    }

    @Test
    void namesCountAsWritten() {
        invalid(-32600, "null", "{\"jsonrpc\":\"2.0\",\"Method\":\"a\",\"ID\":1}");
        invalid(-32600, "3", "{\"jsonrpc\":\"2.0\",\"method\":null,\"id\":3}");
        invalid(-32600, "3", "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":null,\"id\":3}");
    }

    @Test
    void onlyOneJsonValueInUtf8IsAMessage() {
        for (String text :
                List.of("", " ", "{", "{} {}", "[1,]", "\ufeff{}", "nul", "'a'", "[1]x")) {
            unreadable(-32700, text);
        }
        unreadable(-32700, new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
        unreadable(-32700, "{\"jsonrpc\":\"2.0\"}".getBytes(StandardCharsets.UTF_16));
        unreadable(-32600, " [ ] ");
    }

    @Test
    void whatIsWrongAtTheEndSpoilsTheWholeBatch() {
        unreadable(-32700, "[{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1},");
    }

    @Test
    void paramsHaveTheLimitsOfABody() {
        String text = "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":%s,\"id\":1}";
        String deepest = "[".repeat(100) + "]".repeat(100);
        assertEquals(deepest, String.valueOf(asked(text.replace("%s", deepest)).params()));
        invalid(-32602, "1", text.replace("%s", "[" + deepest + "]"));
        invalid(-32602, "1", text.replace("%s", "[" + "1".repeat(1001) + "]"));
        unreadable(-32700, text.replace("%s", "[".repeat(100_000)));
        RpcMessage batch = read("[" + text.replace("%s", deepest) + "]");
        assertInstanceOf(
                RpcMessage.Asked.class,
                assertInstanceOf(RpcMessage.Batch.class, batch).items().getFirst());
    }

    @Test
    void aNotificationWhoseParamsDoNotFitIsNotAnswered() {
        String deep = "[".repeat(101) + "]".repeat(101);
        RpcMessage.Item item =
                item("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":" + deep + "}");
        assertInstanceOf(RpcMessage.Invalid.class, item);
        assertNull(item.id());
    }

    @Test
    void anIdOfAnyLengthIsEchoed() {
        for (String id : List.of("9".repeat(100_000), "\"" + "\\u0041".repeat(1000) + "\"", "-0")) {
            assertEquals(
                    id,
                    String.valueOf(
                            asked("{\"id\":" + id + ",\"method\":\"a\",\"jsonrpc\":\"2.0\"}")
                                    .id()));
        }
    }

    @Test
    void aHundredAreABatchAndOneMoreIsNone() {
        RpcMessage most = read("[" + "1,".repeat(99) + "1]");
        assertEquals(100, assertInstanceOf(RpcMessage.Batch.class, most).items().size());
        unreadable(-32600, "[" + "1,".repeat(100) + "1]");
        unreadable(-32700, "[" + "1,".repeat(100_000));
    }

    @Test
    void aMethodLongerThanAnyEndpointIsNotFound() {
        String name = "a".repeat(301);
        invalid(-32601, "1", "{\"jsonrpc\":\"2.0\",\"method\":\"" + name + "\",\"id\":1}");
        assertTrue(asked("{\"jsonrpc\":\"2.0\",\"method\":\"\"}").method().isEmpty());
    }
}
