package org.batuta.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine is to know of a release, and what it knows: names of files with the hashes of their content. */
public final class Released {

    private Released() {}

    /** The processes, decisions and forms of the source tree, each under its bare name; drawings are for people only. */
    public static Map<String, String> bySource() {
        Map<String, String> files = new TreeMap<>();
        for (String folder : new String[] {"processes", "forms"}) {
            hashes(Path.of("..", folder)).forEach((path, hash) -> {
                if (!path.endsWith(".svg")) {
                    files.put(Path.of(path).getFileName().toString(), hash);
                }
            });
        }
        return files;
    }

    /** What the engine with this database has deployed of the releases it has seen, without what the tests add. */
    public static Map<String, String> byEngine(DataSource database) {
        return JdbcClient.create(database)
                .sql("select b.name_, encode(sha256(b.bytes_), 'hex') from act_ge_bytearray b"
                        + " join act_re_deployment d on d.id_ = b.deployment_id_ where d.source_ = 'batuta'")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Every file below a folder, by its path from there. */
    static Map<String, String> hashes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> folder.relativize(file).toString(), Released::hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path file) {
        try {
            return DigestUtils.sha256Hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
