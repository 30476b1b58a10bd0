package org.batuta.orchestration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.springframework.stereotype.Component;

/**
 * The platform's own keys, one a door, as OpenSSH files readable by their owner only. They are made when they are
 * missing; nodes that share a database must share them too.
 */
@Component
class SshKeys {

    private final Map<Door, KeyPair> pairs = new EnumMap<>(Door.class);

    SshKeys(SshSettings settings) {
        try {
            Files.createDirectories(settings.dir());
            for (Door door : Door.values()) {
                pairs.put(door, loadOrMake(settings.dir().resolve(door.word()), "batuta-" + door.word()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The SSH keys in " + settings.dir() + " cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The SSH keys in " + settings.dir() + " cannot be used", e);
        }
    }

    private static KeyPair loadOrMake(Path file, String comment) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            make(file, comment);
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (KeyPair pair :
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null)) {
                return pair;
            }
        }
        throw new GeneralSecurityException(file + " holds no key");
    }

    private static void make(Path file, String comment) throws IOException, GeneralSecurityException {
        KeyPair pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".key",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, out);
        }
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // another node was faster: its key is the one
            return;
        } finally {
            Files.delete(fresh);
        }
        Path open = Files.createTempFile(file.toAbsolutePath().getParent(), ".pub", "");
        Files.writeString(open, PublicKeyEntry.toString(pair.getPublic()) + " " + comment + "\n");
        Files.move(open, Path.of(file + ".pub"), StandardCopyOption.REPLACE_EXISTING);
    }

    KeyPair pair(Door door) {
        return Objects.requireNonNull(pairs.get(door));
    }

    /** Type and key, for {@code authorized_keys}. */
    String publicKey(Door door) {
        return PublicKeyEntry.toString(pair(door).getPublic());
    }

    static ShownKey shown(PublicKey key) {
        String[] entry = PublicKeyEntry.toString(key).split(" ");
        return new ShownKey(entry[0], entry[1], KeyUtils.getFingerPrint(key));
    }
}
