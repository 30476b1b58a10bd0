package org.batuta.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process and the drawing of it that lies beside its file and says what it was drawn from. */
record Picture(Path process) {

    private static final Path PROCESSES = Path.of("..", "processes");

    /** What a drawing does not show. */
    private static final Pattern HIDDEN = Pattern.compile(
            "<bpmn:(documentation|extensionElements|conditionExpression)\\b.*?</bpmn:\\1>| camunda:\\w+=\"[^\"]*\"|\\s+",
            Pattern.DOTALL);

    static List<Picture> all() {
        try (Stream<Path> files = Files.walk(PROCESSES)) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .map(Picture::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return process.getFileName().toString().replace(".bpmn", "");
    }

    Path drawing() {
        return process.resolveSibling(name() + ".svg");
    }

    String xml() throws IOException {
        return Files.readString(process);
    }

    /** The line by which a drawing says what it was drawn from. */
    String origin() throws IOException {
        String seen = HIDDEN.matcher(xml()).replaceAll(" ").replaceAll(" +", " ");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(seen.getBytes(StandardCharsets.UTF_8));
            return "<!-- drawn from " + process.getFileName() + " "
                    + HexFormat.of().formatHex(hash) + " -->";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isTrue() throws IOException {
        return Files.exists(drawing()) && Files.readString(drawing()).contains(origin());
    }

    @Override
    public String toString() {
        return name();
    }
}
