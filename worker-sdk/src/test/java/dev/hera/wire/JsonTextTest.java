package dev.hera.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class JsonTextTest {
    @Test
    void whatIsJsonIsAcceptedAndKeptByteForByte() throws IOException, URISyntaxException {
        List<Path> files = suite("y_");
        assertEquals(95, files.size());
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            JsonText text = JsonText.proved(bytes).orElseThrow(() -> new AssertionError(file));
            assertEquals(JsonText.trusted(bytes), text);
        }
    }

    @Test
    void whatIsNotJsonIsRefusedAtOnce() throws IOException, URISyntaxException {
        List<Path> files = suite("n_");
        assertEquals(188, files.size());
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            assertTimeout(
                    Duration.ofSeconds(1),
                    () -> assertFalse(JsonText.proved(bytes).isPresent(), file.toString()));
        }
    }

    /// The suite leaves these open; we decide: strict UTF-8 without a mark, 100 levels, numbers of
    /// any size as text, lone surrogate escapes as they came, but none in a name.
    @Test
    void whatIsOpenIsDecidedOnce() throws IOException, URISyntaxException {
        List<Path> files = suite("i_");
        assertEquals(35, files.size());
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            boolean numbers = name.startsWith("i_number");
            boolean escapes =
                    numbers || Files.readString(file, StandardCharsets.ISO_8859_1).contains("\\u");
            boolean rawBytes =
                    name.contains("utf-8") || name.contains("UTF-8") || name.contains("utf16");
            boolean accepted = JsonText.proved(Files.readAllBytes(file)).isPresent();
            boolean loneInKey = name.contains("object_key_lone");
            boolean expected = numbers || (escapes && !rawBytes && !loneInKey);
            assertEquals(expected, accepted, name);
        }
    }

    @Test
    void theTokeniserAloneWouldTakeThese() {
        refused("\ufeff{}".getBytes(StandardCharsets.UTF_8));
        refused("{}".getBytes(StandardCharsets.UTF_16));
        refused("{}".getBytes(StandardCharsets.UTF_16LE));
        refused("1 2".getBytes(StandardCharsets.UTF_8));
        refused(new byte[0]);
        refused(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
        refused(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
        refused(new byte[] {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'});
        refused(new byte[] {'"', (byte) 0xe2, (byte) 0x82, '"'});
    }

    @Test
    void limitsHoldToTheUnit() {
        assertTrue(proved("[".repeat(100) + "]".repeat(100)));
        assertFalse(proved("[".repeat(101) + "]".repeat(101)));
        assertTrue(proved("1".repeat(1000)));
        assertFalse(proved("1".repeat(1001)));
        assertTrue(proved("1e1000000000"));
    }

    @Test
    void everyCharacterOfUnicodeIsUtf8AndNoSurrogateIs() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            byte[] bytes = utf8(c);
            assertEquals(!surrogate, JsonProof.isUtf8(bytes, 0, bytes.length), "U+" + c);
        }
    }

    /// Encodes a code point as UTF-8 would, surrogates too.
    private static byte[] utf8(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xc0 | (c >> 6)), tail(c)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xe0 | (c >> 12)), tail(c >> 6), tail(c)};
        }
        return new byte[] {(byte) (0xf0 | (c >> 18)), tail(c >> 12), tail(c >> 6), tail(c)};
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private static void refused(byte[] bytes) {
        assertFalse(JsonText.proved(bytes).isPresent());
    }

    private static boolean proved(String text) {
        return JsonText.proved(text.getBytes(StandardCharsets.UTF_8)).isPresent();
    }

    private static List<Path> suite(String prefix) throws IOException, URISyntaxException {
        var folder = JsonTextTest.class.getResource("/json-test-suite/test_parsing");
        try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(folder).toURI()))) {
            return files.filter(f -> String.valueOf(f.getFileName()).startsWith(prefix)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
