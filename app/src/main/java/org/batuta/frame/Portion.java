package org.batuta.frame;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Which part of a list a program asks for. What comes or goes between two calls moves nothing, and how many there are
 * in all is never told.
 *
 * @param limit how many at most
 * @param after the identifier of the last one of the part before
 */
public record Portion(@Nullable Integer limit, @Nullable UUID after) {

    private static final int USUAL = 25;
    private static final int MOST = 100;

    /**
     * How many to look for: one more than is shown, so that it is known whether there are more.
     *
     * @throws Refusal at {@code limit}
     */
    public int look() {
        return shown() + 1;
    }

    /** What is shown of those that were found, and where it goes on. */
    public <T, V> Listing<V> of(List<T> found, Function<T, UUID> id, Function<List<T>, List<V>> shown) {
        List<T> part = found.size() > shown() ? found.subList(0, shown()) : found;
        String next = found.size() > shown() ? address(id.apply(part.get(part.size() - 1))) : null;
        return new Listing<>(shown.apply(part), next);
    }

    /** The same of a list that is known as a whole, in the order of the identifiers, which sort by time. */
    public <T, V> Listing<V> ofAll(Collection<T> all, Function<T, UUID> id, Function<T, V> shown) {
        Function<T, String> order = id.andThen(UUID::toString);
        List<T> found = all.stream()
                .filter(each -> after == null || order.apply(each).compareTo(after.toString()) > 0)
                .sorted(Comparator.comparing(order))
                .limit(look())
                .toList();
        return of(found, id, part -> part.stream().map(shown).toList());
    }

    private int shown() {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw Refusal.at("limit", "api.limit", MOST);
        }
        return limit;
    }

    /** The name in the Host header is the caller's word, so it is left out. */
    private static String address(UUID last) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam("after", last)
                .build()
                .toUriString();
    }
}
