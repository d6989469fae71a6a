package dev.hera.broker.accept.keep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts contents before they reach the disk: AES-256-GCM, bound to the call's number.
///
/// The key lies in a file of its own, mode 0600; whoever deletes it has made every accepted call
/// that is still on disk unreadable. Any thread.
final class Seal {
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    private Seal(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /// Reads the key, or makes one when the file is not there.
    static Seal of(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            make(file, random);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY) {
            throw new IOException(file + " has " + key.length + " bytes and is no key of ours");
        }
        return new Seal(key, random);
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[KEY];
        random.nextBytes(key);
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, owner);
        Files.write(fresh, key, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        try {
            Files.move(fresh, file);
        } catch (FileAlreadyExistsException _) {
            Files.delete(fresh);
        }
    }

    byte[] close(long number, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, number, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /// @throws KeepFault when this is not what was sealed under this number with this key
    byte[] open(long number, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return cipher(Cipher.DECRYPT_MODE, number, nonce)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeepFault(
                    "accepted call %d cannot be opened: another key, or damaged".formatted(number),
                    e);
        }
    }

    private Cipher cipher(int mode, long number, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return cipher;
    }
}
