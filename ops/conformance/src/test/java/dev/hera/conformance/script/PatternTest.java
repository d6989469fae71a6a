package dev.hera.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PatternTest {
    private final Scope scope = Scope.of(Map.of("a", new IntNode(7), "b", new TextNode("${a}")));

    @Test
    void anObjectMayHaveMoreThanIsWanted() throws JsonProcessingException {
        fits("{\"a\":1}", "{\"a\":1,\"b\":2}");
        differs("{\"a\":1,\"b\":2}", "{\"a\":1}");
        differs("{\"$exactly\":{\"a\":1}}", "{\"a\":1,\"b\":2}");
    }

    @Test
    void aListHasJustTheseItems() throws JsonProcessingException {
        fits("[1,\"$any\"]", "[1,null]");
        differs("[1]", "[1,2]");
        differs("[1,2]", "[2,1]");
    }

    @Test
    void kindsTellValuesApart() throws JsonProcessingException {
        fits("\"$natural\"", "0");
        differs("\"$natural\"", "-1");
        differs("\"$natural\"", "1.5");
        differs("\"$positive\"", "0");
        fits("\"$share\"", "1");
        differs("\"$share\"", "1.1");
        differs("\"$said\"", "\" \"");
        differs("\"$base64\"", "\"***\"");
        fits("{\"a\":\"$absent\"}", "{}");
        differs("{\"a\":\"$absent\"}", "{\"a\":null}");
        differs("{\"a\":\"$any\"}", "{}");
    }

    @Test
    void conditionsHold() throws JsonProcessingException {
        fits("{\"$oneOf\":[1,\"$text\"]}", "\"x\"");
        differs("{\"$oneOf\":[1,\"$text\"]}", "2");
        fits("{\"$has\":{\"a\":1}}", "[{\"a\":0},{\"a\":1}]");
        differs("{\"$not\":{\"$has\":{\"a\":1}}}", "[{\"a\":0},{\"a\":1}]");
        differs("{\"$atLeast\":3,\"$atMost\":4}", "5");
        differs("{\"$atLeast\":3}", "\"5\"");
    }

    @Test
    void whatDiffersIsSaidWithItsPlace() throws JsonProcessingException {
        String difference = difference("{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,3]}}");
        assertEquals("/a/b/1 is 3, not 2", difference);
    }

    @Test
    void variablesAreFilledInInnermostFirst() throws JsonProcessingException {
        assertEquals(new IntNode(7), scope.fill(new TextNode("${a}")));
        assertEquals("x7y", scope.fill(new TextNode("x${a}y")).asText());
        assertEquals("xxxxxxx", scope.fill(new TextNode("${repeat:x:${a}}")).asText());
        assertEquals(7, scope.fill(new TextNode("${b}")).asInt());
        assertEquals(scope.fill(new TextNode("${id:x}")), scope.fill(new TextNode("${id:x}")));
    }

    @Test
    void rawTextGoesOutAsItIs() throws JsonProcessingException {
        String filled =
                scope.fill(Library.JSON.readTree("{\"m\":{\"$raw\":\"{ \\\"a\\\":1.10 }\"}}"))
                        .toString();
        assertEquals("{\"m\":{ \"a\":1.10 }}", filled);
    }

    @Test
    void everyFileOfTheSuiteCanBeRead() {
        for (String side : List.of("worker", "broker")) {
            assertFalse(Library.of(side).isEmpty(), side);
        }
    }

    private void fits(String wanted, String is) throws JsonProcessingException {
        assertEquals("", difference(wanted, is));
    }

    private void differs(String wanted, String is) throws JsonProcessingException {
        assertFalse(difference(wanted, is).isEmpty(), wanted + " fits " + is);
    }

    private String difference(String wanted, String is) throws JsonProcessingException {
        return new Pattern(scope)
                .difference(Library.JSON.readTree(wanted), Library.JSON.readTree(is));
    }
}
