package org.batuta.nodes;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.batuta.Visitor;

/** The page of a request, open in somebody's browser: when it heard that it has news. */
final class LivePage implements AutoCloseable {

    private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    private final Visitor.News news;

    LivePage(Visitor reader, String request) {
        news = reader.follow("/requests/" + request + "/live");
        Thread listener = new Thread(this::listen, "page of " + request);
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try {
            while (news.next().startsWith("data:")) {
                heard.add(System.nanoTime());
            }
        } catch (IOException e) {
            heard.clear(); // closed
        }
    }

    /** Waits for the next piece of news and answers when it came, by {@link System#nanoTime}. */
    long next() throws InterruptedException {
        Long when = heard.poll(30, TimeUnit.SECONDS);
        if (when == null) {
            throw new AssertionError("the page heard nothing");
        }
        return when;
    }

    /** Forgets what it heard so far. */
    void catchUp() {
        heard.clear();
    }

    @Override
    public void close() throws IOException {
        news.close();
    }
}
