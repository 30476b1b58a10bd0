package org.batuta.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The private keys of this node as files that only its user can read. A file's name carries its id and the second in
 * which it was made, so its age is known even when the database was replaced by an older one.
 */
class KeyDirectory {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<StandardOpenOption> ONLY_NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);

    private final Path directory;

    KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /** One key: who it is, since when, and where its private half lies. */
    record Key(UUID id, Instant createdAt, Path file) {}

    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(made(), "*.key")) {
            for (Path file : files) {
                String[] name = file.getFileName().toString().split("[_.]", 3);
                keys.add(new Key(UUID.fromString(name[1]), Instant.ofEpochSecond(Long.parseLong(name[0])), file));
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The private half; empty array when another process of this node destroyed it in the meantime. */
    byte[] read(Key key) {
        try {
            return Files.readAllBytes(key.file());
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a new key; it is on the disk, whole, before it counts as one. */
    void write(UUID id, Instant createdAt, byte[] privateKey) {
        Path file = made().resolve(createdAt.getEpochSecond() + "_" + id + ".key");
        Path unfinished = file.resolveSibling(id + ".new");
        try (SeekableByteChannel channel = Files.newByteChannel(unfinished, ONLY_NEW, OWNER_ONLY)) {
            channel.write(ByteBuffer.wrap(privateKey));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwrites the private half, then removes its file. */
    void destroy(Key key) {
        try {
            Files.write(key.file(), new byte[32], StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.deleteIfExists(key.file());
        } catch (NoSuchFileException e) {
            return; // another process of this node was faster
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path made() {
        try {
            return Files.isDirectory(directory) ? directory : Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
