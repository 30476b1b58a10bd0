package org.batuta.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells that something changed, on every node as soon as the change is committed, and nothing when it is rolled back.
 * It says only which topic, never what: whoever hears it looks again, with the permissions of whoever looks. After a
 * lost connection everybody is told to look again, because nobody knows what was missed.
 */
@Component
public class Live implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final Pattern TOPIC = Pattern.compile("[a-z-]+(/[A-Za-z0-9._-]+)*");

    private final JdbcClient jdbc;
    private final Pages pages;
    private final Ear ear;
    private final List<Waker> wakers = new CopyOnWriteArrayList<>();

    @Autowired
    Live(JdbcClient jdbc, DataSource dataSource, LiveSettings settings) {
        this.jdbc = jdbc;
        this.pages = new Pages(settings);
        this.ear = new Ear(dataSource, this::heard, this::missed, pages::beat);
    }

    /** Tells all nodes, when the running transaction commits, that something about these topics changed. */
    public void changed(String... topics) {
        for (String topic : topics) {
            if (!TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException("Not a topic: " + topic);
            }
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            announcement().topics.addAll(List.of(topics));
        } else {
            notify(Set.of(topics));
        }
    }

    private Announcement announcement() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Announcement.class::isInstance)
                .map(Announcement.class::cast)
                .filter(announcement -> announcement.isOf(this))
                .findFirst()
                .orElseGet(() -> {
                    Announcement first = new Announcement();
                    TransactionSynchronizationManager.registerSynchronization(first);
                    return first;
                });
    }

    private void notify(Set<String> topics) {
        jdbc.sql("select pg_notify(:channel, topic)::text from unnest(:topics) topic")
                .param("channel", Ear.CHANNEL)
                .param("topics", topics.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** All that one transaction changed is told in one statement. */
    private final class Announcement implements TransactionSynchronization {

        private final Set<String> topics = new LinkedHashSet<>();

        boolean isOf(Live live) {
            return Live.this == live;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            Live.this.notify(topics);
        }
    }

    /**
     * A stream of events {@code changed} for the page of whoever is logged in: one at once, so that nothing between
     * the page's making and this call is missed, then one for each change of one of the topics. The caller has checked
     * that this person may see what the topics are about.
     */
    public SseEmitter follow(String... topics) {
        return pages.open(Set.of(topics));
    }

    /** Whether a page is open, on this node, that follows the topic. */
    public boolean isFollowed(String topic) {
        return pages.isFollowed(topic);
    }

    /** Tells the pages of this node alone: for what only this node knows, and who does not hear it misses nothing. */
    public void changedHere(String topic) {
        pages.changed(topic);
    }

    /**
     * Calls back, on every node, for each change of a topic with this beginning, and with the beginning alone when
     * changes may have been missed. The callback runs on the one listening thread: it only wakes somebody up.
     */
    public void onChange(String prefix, Consumer<String> waker) {
        wakers.add(new Waker(prefix, waker));
    }

    private void heard(String topic) {
        pages.changed(topic);
        wakers.stream().filter(waker -> topic.startsWith(waker.prefix())).forEach(waker -> waker.wake(topic));
    }

    private void missed() {
        pages.allChanged();
        wakers.forEach(waker -> waker.wake(waker.prefix()));
    }

    @Override
    public void start() {
        pages.start();
        ear.start();
    }

    /** Ends all live pages, so that the web server has nothing to wait for, and gives the connection back. */
    @Override
    public void stop() {
        ear.stop();
        pages.stop();
    }

    @Override
    public boolean isRunning() {
        return ear.isListening();
    }

    private record Waker(String prefix, Consumer<String> callback) {

        void wake(String topic) {
            try {
                callback.accept(topic);
            } catch (RuntimeException e) {
                LOG.error("Nobody was woken by {}", topic, e);
            }
        }
    }
}
