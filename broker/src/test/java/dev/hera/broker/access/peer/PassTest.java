package dev.hera.broker.access.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PassTest {
    private static final byte[] BODY = {1, 2, 3};
    private final Pass pass = pass("a");

    private static Pass pass(String digit) {
        return Pass.of("caller", digit.repeat(64));
    }

    @Test
    void aQuestionIsGoodForOneBrokerOneNonceAndItself() {
        String proof = pass.ask("boot-1", "n1", "GET /a");
        assertTrue(pass.isAsked(proof, "boot-1", "n1", "GET /a"));
        assertFalse(pass.isAsked(proof, "boot-2", "n1", "GET /a"), "another broker takes it");
        assertFalse(pass.isAsked(proof, "boot-1", "n2", "GET /a"));
        assertFalse(pass.isAsked(proof, "boot-1", "n1", "GET /b"));
        assertFalse(pass.isAsked("", "boot-1", "n1", "GET /a"));
        assertFalse(pass("b").isAsked(proof, "boot-1", "n1", "GET /a"), "another token takes it");
    }

    @Test
    void anAnswerIsGoodForOneQuestionAndItself() {
        String proof = pass.answer("n1", 200, BODY);
        assertTrue(pass.isAnswered(proof, "n1", 200, BODY));
        assertFalse(pass.isAnswered(proof, "n2", 200, BODY), "an old answer is taken");
        assertFalse(pass.isAnswered(proof, "n1", 404, BODY));
        assertFalse(pass.isAnswered(proof, "n1", 200, new byte[] {1, 2}));
        assertFalse(pass("b").isAnswered(proof, "n1", 200, BODY), "anybody can answer");
    }

    @Test
    void aQuestionIsNoAnswerAndPartsDoNotRunTogether() {
        assertFalse(pass.isAnswered(pass.ask("200", "", ""), "", 200, new byte[0]));
        assertFalse(pass.isAsked(pass.ask("ab", "c", "d"), "a", "bc", "d"));
    }

    @Test
    void theKeyIsInNoText() {
        assertFalse(pass.toString().contains("aa"));
        assertFalse(pass.ask("b", "n", "q").contains("a".repeat(8)));
    }
}
