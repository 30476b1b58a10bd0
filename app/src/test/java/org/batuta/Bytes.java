package org.batuta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sequences of bytes, looked for wherever they begin in a file of at most 2 GB. */
public final class Bytes {

    private static final int AROUND = 60;

    private final byte[][][] byBegin = new byte[1 << Short.SIZE][][];

    /** Looks for each of these, which have two bytes at least. */
    public Bytes(Collection<byte[]> wanted) {
        Map<Integer, List<byte[]>> begins =
                wanted.stream().collect(Collectors.groupingBy(bytes -> begin(bytes[0], bytes[1])));
        Arrays.setAll(
                byBegin, begin -> begins.getOrDefault(begin, List.of()).stream().toArray(byte[][]::new));
    }

    /** The files below this folder that have any of them. */
    public List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !placesIn(file).isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each place in the file that has one of them, with what stands around it; a dot is what is no letter. */
    public List<String> placesIn(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, channel.size());
            List<String> places = new ArrayList<>();
            for (int i = 0; i < all.limit() - 1; i++) {
                for (byte[] bytes : byBegin[begin(all.get(i), all.get(i + 1))]) {
                    if (isAt(all, i, bytes)) {
                        places.add(around(all, i, i + bytes.length));
                    }
                }
            }
            return places;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int begin(byte first, byte second) {
        return Byte.toUnsignedInt(first) << Byte.SIZE | Byte.toUnsignedInt(second);
    }

    private static boolean isAt(ByteBuffer all, int begin, byte[] bytes) {
        return begin + bytes.length <= all.limit()
                && all.slice(begin, bytes.length).equals(ByteBuffer.wrap(bytes));
    }

    private static String around(ByteBuffer all, int begin, int end) {
        int from = Math.max(0, begin - AROUND);
        byte[] around = new byte[Math.min(all.limit(), end + AROUND) - from];
        all.get(from, around);
        return new String(around, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }
}
