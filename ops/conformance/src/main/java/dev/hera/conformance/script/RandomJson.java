package dev.hera.conformance.script;

import java.util.random.RandomGenerator;

/// JSON texts that no mapper would write: any spacing, escapes, numbers of every spelling, names
/// that come twice. All of them are JSON in UTF-8. One thread.
public final class RandomJson {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1.10",
        "1e0",
        "1E+2",
        "-0.0",
        "9007199254740993",
        "1e400",
        "0.1e-7",
        "123456789012345678901234567890",
        "-1.000000000000000000001"
    };
    private static final String[] PIECES = {
        "a",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0000",
        "\\ud83d\\ude00",
        "\\ud800",
        "é",
        "日本",
        "😀",
        "\\n",
        " ",
        "</script>",
        "${x}",
        "\u2028",
        "\u007f",
        "'"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "  "};
    private final RandomGenerator random;

    public RandomJson(RandomGenerator random) {
        this.random = random;
    }

    /// One value, nested at most so deep, without spaces around it.
    public String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> one(NUMBERS);
            case 3, 4 -> text();
            case 5, 6 -> object(depth);
            default -> array(depth);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(one(PIECES));
        }
        return text.append('"').toString();
    }

    /// No half of a surrogate pair: that is for texts only.
    private String name() {
        return text().replace("\\ud800", "x");
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{").append(one(SPACES));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(name()).append(one(SPACES)).append(':').append(one(SPACES));
            text.append(value(depth - 1)).append(i > 1 ? "," : "").append(one(SPACES));
        }
        return text.append('}').toString();
    }

    private String array(int depth) {
        StringBuilder text = new StringBuilder("[").append(one(SPACES));
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(value(depth - 1)).append(one(SPACES)).append(i > 1 ? "," : "");
            text.append(one(SPACES));
        }
        return text.append(']').toString();
    }

    private String one(String[] some) {
        return some[random.nextInt(some.length)];
    }
}
