package org.batuta.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * The key of all nodes, for the few secrets that must be read again for years: those of second factors. It is a file
 * outside the database, so that who has only the database, or a backup of it, can read none of them. The first node that
 * needs it makes it. What is sealed is bound to its purpose and its subject: in another row it does not open.
 */
@Component
public class SharedKey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 8;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;

    SharedKey(KeySettings settings) {
        this.file = settings.shared();
    }

    /** Seals a content: the name of the key, an IV, and the content encrypted with AES-256-GCM. */
    public byte[] seal(String purpose, UUID subject, byte[] content) {
        byte[] key = key();
        byte[] iv = random(IV_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, key, iv, purpose, subject, content);
        return ByteBuffer.allocate(NAME_BYTES + IV_BYTES + sealed.length)
                .put(name(key))
                .put(iv)
                .put(sealed)
                .array();
    }

    /**
     * What was sealed for this purpose and subject.
     *
     * @throws IllegalStateException when this node has another key than the one it was sealed with, or it was sealed
     *     for something else
     */
    public byte[] open(String purpose, UUID subject, byte[] sealed) {
        byte[] key = key();
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        if (!Arrays.equals(name(key), taken(parts, NAME_BYTES))) {
            throw new IllegalStateException("What is sealed for " + purpose + " was sealed with another key than "
                    + file + ": all nodes need the same file");
        }
        byte[] iv = taken(parts, IV_BYTES);
        return run(Cipher.DECRYPT_MODE, key, iv, purpose, subject, taken(parts, parts.remaining()));
    }

    private static byte[] run(int mode, byte[] key, byte[] iv, String purpose, UUID subject, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD((purpose + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(content);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("This was not sealed for " + purpose + " of " + subject, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A content cannot be sealed", e);
        }
    }

    /** Tells keys apart without telling anything of them. */
    private static byte[] name(byte[] key) {
        return Arrays.copyOf(DigestUtils.sha256(key), NAME_BYTES);
    }

    /** Of two nodes that make it at once one wins, and both read what it made. */
    private byte[] key() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(file + " is no key: it has not " + KEY_BYTES + " bytes");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a folder");
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(UUID.randomUUID() + ".new");
        try (SeekableByteChannel channel = Files.newByteChannel(
                unfinished,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(random(KEY_BYTES)));
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            return; // another node was faster
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static byte[] taken(ByteBuffer parts, int bytes) {
        if (parts.remaining() < bytes) {
            throw new IllegalStateException("What was sealed is cut off");
        }
        byte[] taken = new byte[bytes];
        parts.get(taken);
        return taken;
    }
}
