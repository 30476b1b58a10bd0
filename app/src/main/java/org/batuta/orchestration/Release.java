package org.batuta.orchestration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** What this release brings onto a server: the runner, its gate, and all scripts under their hashes. */
@Component
class Release {

    private static final int BLOCK = 512;

    private static final int NAME = 12;
    private static final Pattern VERSION = Pattern.compile("(?m)^readonly VERSION=([0-9]+) ");

    private final SshKeys keys;
    private final byte[] archive;
    private final byte[] scriptsAlone;
    private final String name;
    private final int version;
    private final Set<String> scripts;

    Release(Scripts scripts, SshKeys keys) {
        this.keys = keys;
        this.archive = archive(scripts, true);
        this.scriptsAlone = archive(scripts, false);
        this.name = sum(archive).substring(0, NAME);
        this.version = version(new String(resource("batuta-runner"), StandardCharsets.UTF_8));
        this.scripts = scripts.all().stream().map(Script::sha256).collect(Collectors.toUnmodifiableSet());
    }

    /** How people tell it from others: the beginning of its hash. */
    String name() {
        return name;
    }

    /** The version of its runner. */
    int version() {
        return version;
    }

    /** The archive that a runner of this version installs; a newer one than ours stays where it is. */
    byte[] archive(int runner) {
        return runner > version ? scriptsAlone.clone() : archive.clone();
    }

    /** Whether a server has all of it. */
    boolean isOn(Health server) {
        return (server.version() > version || server.runner().equals(runnerSum()))
                && server.scripts().containsAll(scripts);
    }

    /** Whether a server with this runner and these scripts lacks anything; what it has besides, or is newer, is well. */
    boolean isMissed(int runner, Collection<String> known) {
        return runner < version || !known.containsAll(scripts);
    }

    private static int version(String runner) {
        Matcher matcher = VERSION.matcher(runner);
        if (!matcher.find()) {
            throw new IllegalStateException("The runner does not say its version");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The hashes of its scripts. */
    Set<String> scripts() {
        return scripts;
    }

    private static byte[] archive(Scripts scripts, boolean runner) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        if (runner) {
            add(tar, "runner", resource("batuta-runner"));
            add(tar, "gate", resource("gate"));
        }
        for (Script script : scripts.all()) {
            add(tar, "scripts/" + script.sha256(), script.text().getBytes(StandardCharsets.UTF_8));
        }
        return end(tar);
    }

    static String sum(byte[] archive) {
        return DigestUtils.sha256Hex(archive);
    }

    /** The hash by which the server names the runner it has. */
    String runnerSum() {
        return DigestUtils.sha256Hex(resource("batuta-runner"));
    }

    /** What an administrator runs once on a new server, as root. */
    String command() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (String part : new String[] {"enrol-host.sh", "batuta-runner", "gate"}) {
            add(tar, part, resource(part));
        }
        return """
                (d=$(mktemp -d) && base64 -d <<'END' | tar -xzC "$d" && bash "$d/enrol-host.sh" '%s' '%s'; rm -rf "$d"
                %s
                END
                )
                """.formatted(
                        keys.publicKey(Door.OPERATE),
                        keys.publicKey(Door.ENROL),
                        Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(zip(end(tar))));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Release.class.getResourceAsStream("runner/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The release lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** One file of a POSIX archive: readable by root only, of no date, so that the same release has the same hash. */
    private static void add(ByteArrayOutputStream tar, String name, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000755\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0".formatted(content.length) + "00000000000\0" + "        " + "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        tar.writeBytes(header);
        tar.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] end(ByteArrayOutputStream tar) {
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }
}
