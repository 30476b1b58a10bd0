package org.batuta.configuration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named entries that are merged by their keys: what the release brings, what the environment replaces, adds or, with an
 * empty value, takes out, and what an administrator replaces, adds or takes out at the desk (T36). What is said at the
 * desk counts on every node within {@link #STALE}.
 *
 * @param <T> what an entry is read as
 */
public final class Catalogue<T> {

    /** How long a node may go on with what was said before. */
    static final Duration STALE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final String name;
    private final Function<String, T> reader;
    private final Map<String, Sources.Given> given;
    private final CatalogueRows rows;
    private final Clock clock;
    private volatile Read<T> read = new Read<>(Instant.MIN, List.of(), Map.of());

    private record Read<T>(Instant at, List<Said> said, Map<String, T> inForce) {}

    Catalogue(
            String name,
            Function<String, T> reader,
            Map<String, Sources.Given> given,
            CatalogueRows rows,
            Clock clock) {
        this.name = name;
        this.reader = reader;
        this.given = given;
        this.rows = rows;
        this.clock = clock;
        given.forEach((key, entry) -> readAtStart(key, entry.value()));
    }

    /** What an administrator says of an entry; a null value takes it out. */
    record Said(String key, @Nullable String value, String by, Instant at) {}

    /**
     * One entry as it is shown.
     *
     * @param value null when it was taken out
     * @param beneath what it was without the desk; null when it would not be there
     */
    public record Entry(
            String key,
            @Nullable String value,
            Origin origin,
            @Nullable String beneath) {

        /** Whether what was said at the desk can be taken back. */
        public boolean isSaidAtTheDesk() {
            return origin.layer() == Origin.Layer.DESK;
        }
    }

    /** What is in force, new entries first, then those of the release in its order. */
    public Collection<T> inForce() {
        return byKey().values();
    }

    /** The same with its keys. */
    public Map<String, T> byKey() {
        Instant now = clock.instant();
        Read<T> last = read;
        if (last.at().plus(STALE).isBefore(now)) {
            List<Said> said = rows.of(name);
            boolean same = said.equals(last.said()) && !last.at().equals(Instant.MIN);
            last = new Read<>(now, said, same ? last.inForce() : merged(said));
            read = last;
        }
        return last.inForce();
    }

    /** The name of its setting. */
    public String name() {
        return name;
    }

    /** How an address calls it. */
    public String word() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The code of its title. */
    public String title() {
        return name.substring("batuta.".length(), name.lastIndexOf('.')) + ".catalogue." + word();
    }

    List<Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, Said> said = new TreeMap<>();
        rows.of(name).forEach(each -> said.put(each.key(), each));
        said.values().stream()
                .filter(each -> !given.containsKey(each.key()))
                .forEach(each -> entries.put(each.key(), entry(each.key(), null, each)));
        given.forEach((key, entry) -> entries.put(key, entry(key, entry, said.get(key))));
        return List.copyOf(entries.values());
    }

    void forget() {
        read = new Read<>(Instant.MIN, List.of(), Map.of());
    }

    T read(String value) {
        return reader.apply(value);
    }

    boolean gives(String key) {
        return given.containsKey(key);
    }

    private static Entry entry(String key, Sources.@Nullable Given given, @Nullable Said said) {
        String beneath = given == null || given.value().isEmpty() ? null : given.value();
        if (said != null) {
            return new Entry(key, said.value(), new Origin(Origin.Layer.DESK, said.by(), said.at()), beneath);
        }
        return new Entry(key, beneath, given == null ? Origin.RELEASE : given.origin(), beneath);
    }

    private Map<String, T> merged(List<Said> said) {
        Map<String, T> merged = new LinkedHashMap<>();
        Map<String, Said> over = new TreeMap<>();
        said.forEach(each -> over.put(each.key(), each));
        over.values().stream()
                .filter(each -> !given.containsKey(each.key()))
                .forEach(each -> put(merged, each.key(), each.value()));
        given.forEach((key, entry) ->
                put(merged, key, over.containsKey(key) ? over.get(key).value() : entry.value()));
        return merged;
    }

    private void put(Map<String, T> merged, String key, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        try {
            merged.put(key, reader.apply(value));
        } catch (Refusal refused) {
            LOG.error("The entry {} of {} does not count: {}", key, name, refused.getMessage());
        }
    }

    private void readAtStart(String key, String value) {
        if (!value.isEmpty()) {
            try {
                Objects.requireNonNull(reader.apply(value));
            } catch (Refusal refused) {
                throw new IllegalStateException(
                        "the entry " + key + " of " + name + " cannot be read: " + refused.getMessage(), refused);
            }
        }
    }
}
