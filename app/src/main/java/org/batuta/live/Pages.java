package org.batuta.live;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live pages open on this node. Writing to them is not the listener's work: a slow reader delays only pages. */
class Pages {

    private static final int WRITERS = 2;

    private final LiveSettings settings;
    private final List<Page> open = new CopyOnWriteArrayList<>();
    private volatile ExecutorService writers = newWriters();
    private volatile long lastBeat = System.nanoTime();

    Pages(LiveSettings settings) {
        this.settings = settings;
    }

    void start() {
        if (writers.isShutdown()) {
            writers = newWriters();
        }
    }

    SseEmitter open(Set<String> topics) {
        Principal person = SecurityContextHolder.getContext().getAuthentication();
        String name = person == null ? "" : person.getName();
        if (open.stream().filter(page -> page.person().equals(name)).count() >= settings.pages()) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, "too many live pages");
        }
        SseEmitter emitter = new SseEmitter(0L);
        if (isHeadOnly()) {
            emitter.complete();
            return emitter;
        }
        Page page = new Page(topics, name, emitter);
        emitter.onCompletion(() -> open.remove(page));
        emitter.onError(failure -> open.remove(page));
        open.add(page);
        if (writers.isShutdown()) {
            open.remove(page);
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "this node stops");
        }
        page.changed();
        return emitter;
    }

    /** Nothing of a page is written to whoever asks for its head, so nobody would notice that they are gone. */
    private static boolean isHeadOnly() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                && call.getRequest().getMethod().equals("HEAD");
    }

    boolean isFollowed(String topic) {
        return open.stream().anyMatch(page -> page.topics().contains(topic));
    }

    void changed(String topic) {
        each(page -> page.topics().contains(topic), Page::changed);
    }

    void allChanged() {
        each(page -> true, Page::changed);
    }

    /** Sends a comment to every page when the last one was long ago; so readers that went away are found. */
    void beat() {
        if (System.nanoTime() - lastBeat > settings.heartbeat().toNanos()) {
            lastBeat = System.nanoTime();
            each(page -> true, Page::beat);
        }
    }

    void stop() {
        writers.shutdownNow();
        open.forEach(page -> page.emitter().complete());
        open.clear();
    }

    private void each(Predicate<Page> which, Predicate<Page> reached) {
        open.stream()
                .filter(which)
                .forEach(page -> writers.execute(() -> {
                    if (!reached.test(page)) {
                        open.remove(page);
                    }
                }));
    }

    private static ExecutorService newWriters() {
        return Executors.newFixedThreadPool(WRITERS, task -> {
            Thread thread = new Thread(task, "live-pages");
            thread.setDaemon(true);
            return thread;
        });
    }
}
