package dev.hera.broker.journal.redact;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes a token of a secret: `masked:` and 22 characters of HMAC-SHA-256; any thread.
///
/// The key is made once and kept beside the records, mode 0600. Without it nobody can try guesses
/// against a token; with it an operator can look for a secret that he knows.
public final class MaskKey {
    /// How every token begins.
    public static final String PREFIX = "masked:";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int TOKEN_BYTES = 16;

    private final SecretKeySpec key;

    private MaskKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The key in this file; makes one when there is none.
    ///
    /// @throws JournalFault when it cannot be read or made
    public static MaskKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] kept = Files.readAllBytes(file);
            if (kept.length != KEY_BYTES) {
                throw new IOException(
                        "%s has %d bytes and not %d; restore it, or remove it to begin a new key"
                                .formatted(file, kept.length, KEY_BYTES));
            }
            return new MaskKey(kept);
        } catch (IOException e) {
            throw new JournalFault(Kind.FAILED, "the journal's key cannot be used: " + e, e);
        }
    }

    /// Whole and on disk before it has its name: a power cut leaves a key or none.
    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var owner = PosixFilePermissions.fromString("rw-------");
        Set<StandardOpenOption> fully =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out =
                FileChannel.open(draft, fully, PosixFilePermissions.asFileAttribute(owner))) {
            ByteBuffer bytes = ByteBuffer.wrap(fresh);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    /// The token of a secret, ASCII without quotes or backslashes.
    byte[] token(ByteBuffer secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(secret);
            byte[] digest = mac.doFinal();
            ByteBuffer first = ByteBuffer.wrap(digest, 0, TOKEN_BYTES);
            ByteBuffer text = Base64.getUrlEncoder().withoutPadding().encode(first);
            return ByteBuffer.allocate(PREFIX.length() + text.remaining())
                    .put(PREFIX.getBytes(StandardCharsets.US_ASCII))
                    .put(text)
                    .array();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
