package org.batuta.configuration;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.configuration.Catalogue.Entry;
import org.batuta.configuration.Catalogue.Said;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The door to all catalogues: modules open theirs, administrators read and change them. */
@Component
public class Catalogues {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_KEY = 40;

    private final Sources sources;
    private final CatalogueRows rows;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Catalogue<?>> open = new ConcurrentSkipListMap<>();

    Catalogues(Sources sources, CatalogueRows rows, Audit audit, Clock clock) {
        this.sources = sources;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens a catalogue.
     *
     * @param name of its setting, as in {@code batuta.orchestration.harmless}
     * @param reader reads a value, or throws a {@link Refusal} at {@code value}
     * @throws IllegalStateException when an entry that was given at the start cannot be read
     */
    public <T> Catalogue<T> open(String name, Function<String, T> reader) {
        Catalogue<T> catalogue = new Catalogue<>(name, reader, sources.entries(name), rows, clock);
        open.put(catalogue.word(), catalogue);
        return catalogue;
    }

    /** All that were opened, by their words. */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional(readOnly = true)
    public List<Catalogue<?>> all() {
        return List.copyOf(open.values());
    }

    /**
     * One of them.
     *
     * @throws NotFound when there is none of this word
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional(readOnly = true)
    public Catalogue<?> get(String word) {
        return catalogue(word);
    }

    Stream<String> names() {
        return open.values().stream().map(Catalogue::name);
    }

    /**
     * What one has, in and out of force.
     *
     * @throws NotFound when there is none of this word
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional(readOnly = true)
    public List<Entry> entries(String word) {
        return catalogue(word).entries();
    }

    /**
     * Adds an entry, or gives it another value.
     *
     * @throws Refusal at {@code key} or {@code value}
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional
    public void put(String word, String key, String value) {
        Catalogue<?> catalogue = catalogue(word);
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(
                key.length() <= LONGEST_KEY && KEY.matcher(key).matches(), "key", "catalogue.key", LONGEST_KEY);
        if (value.isBlank()) {
            problems.add("value", "missing");
        } else {
            problems.attempt(() -> catalogue.read(value));
        }
        problems.refuseIfAny();
        say(catalogue, key, value);
    }

    /**
     * Takes an entry out, wherever it came from.
     *
     * @throws Refusal when there is none in force
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional
    public void takeOut(String word, String key) {
        Catalogue<?> catalogue = catalogue(word);
        if (entry(catalogue, key).map(Entry::value).isEmpty()) {
            throw Refusal.at("", "catalogue.none", key);
        }
        if (catalogue.gives(key)) {
            say(catalogue, key, null);
        } else {
            change(catalogue, key, () -> rows.drop(catalogue.name(), key));
        }
    }

    /**
     * Takes back what was said of an entry at the desk: what was given at the start counts again.
     *
     * @throws Refusal when nothing was said of it
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional
    public void takeBack(String word, String key) {
        Catalogue<?> catalogue = catalogue(word);
        if (entry(catalogue, key).filter(Entry::isSaidAtTheDesk).isEmpty()) {
            throw Refusal.at("", "catalogue.none", key);
        }
        change(catalogue, key, () -> rows.drop(catalogue.name(), key));
    }

    private void say(Catalogue<?> catalogue, String key, @Nullable String value) {
        Said said = new Said(key, value, Acting.current().login(), clock.instant());
        change(catalogue, key, () -> rows.put(catalogue.name(), said));
    }

    private void change(Catalogue<?> catalogue, String key, Runnable change) {
        Map<String, Object> before = described(catalogue, key);
        change.run();
        UUID id = UUID.nameUUIDFromBytes((catalogue.name() + "." + key).getBytes(StandardCharsets.UTF_8));
        audit.record("setting.change", "setting", id, before, described(catalogue, key));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                catalogue.forget();
            }
        });
    }

    private static Map<String, Object> described(Catalogue<?> catalogue, String key) {
        Map<String, Object> described = new HashMap<>(Map.of("setting", catalogue.name() + "." + key));
        entry(catalogue, key).map(Entry::value).ifPresent(value -> described.put("value", value));
        return described;
    }

    private static Optional<Entry> entry(Catalogue<?> catalogue, String key) {
        return catalogue.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }

    private Catalogue<?> catalogue(String word) {
        return Optional.<Catalogue<?>>ofNullable(open.get(word)).orElseThrow(() -> new NotFound("catalogue", word));
    }
}
