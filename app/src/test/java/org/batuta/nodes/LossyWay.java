package org.batuta.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of nodes to their PostgreSQL. It may lose the answer to a commit that has happened, and the connection with
 * it; and it may keep all that one node says and hears for a while.
 */
final class LossyWay implements AutoCloseable {

    private static final String COMMIT = "COMMIT\0";
    private static final int PIECE = 65_536;

    private final ServerSocket entrance;
    private final URI database;
    private final AtomicReference<@Nullable String> doomed = new AtomicReference<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    LossyWay(String url) {
        database = URI.create(url.substring("jdbc:".length()));
        try {
            entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::serve);
    }

    /**
     * Where a node connects to; it spells each statement out, so that it can be seen which transaction it is of, and says
     * with its first words who it is.
     */
    String url(String node) {
        return "jdbc:postgresql://127.0.0.1:%d%s?prepareThreshold=0&assumeMinServerVersion=17&ApplicationName=%s"
                .formatted(entrance.getLocalPort(), database.getPath(), node);
    }

    /** Loses the answer to the next commit of a transaction with this statement, once. */
    void losesTheAnswerAfter(String statement) {
        doomed.set(statement);
    }

    /** Lets nothing of this node through, which keeps its connections, until {@link #letsThrough}. */
    void keepsBack(String node) {
        kept.add(node);
    }

    void letsThrough(String node) {
        kept.remove(node);
        synchronized (kept) {
            kept.notifyAll();
        }
    }

    /** How many answers were lost, each to a commit that the database had done. */
    int lost() {
        return lost.get();
    }

    private void serve() {
        while (!entrance.isClosed()) {
            try {
                Socket node = entrance.accept();
                Passage passage = new Passage(node, new Socket(database.getHost(), database.getPort()));
                start(passage::there);
                start(passage::back);
            } catch (IOException e) {
                // closed, or a node that has gone again
            }
        }
    }

    private final class Passage {
        private final Socket node;
        private final Socket postgres;
        private final StringBuilder transaction = new StringBuilder();
        private volatile String whose = "";
        private volatile boolean unanswered;

        private Passage(Socket node, Socket postgres) throws IOException {
            this.node = node;
            this.postgres = postgres;
            node.setTcpNoDelay(true);
            postgres.setTcpNoDelay(true);
        }

        private void there() {
            carry(node, postgres, this::said);
        }

        private void back() {
            carry(postgres, node, this::answered);
        }

        /** PostgreSQL hears of a commit only after it is known that the answer is to be lost. */
        private boolean said(String piece) {
            if (whose.isEmpty()) {
                whose = nameIn(piece);
            }
            transaction.append(piece);
            if (transaction.indexOf(COMMIT) >= 0) {
                String statement = doomed.get();
                unanswered = statement != null
                        && transaction.indexOf(statement) >= 0
                        && doomed.compareAndSet(statement, null);
                transaction.setLength(0);
            }
            return true;
        }

        /** PostgreSQL is told with the first words who connects. */
        private static String nameIn(String begin) {
            String[] words = begin.split("\0");
            int name = List.of(words).indexOf("application_name");
            return name < 0 ? "" : words[name + 1];
        }

        private void awaitPassage() throws InterruptedException {
            synchronized (kept) {
                while (kept.contains(whose)) {
                    kept.wait();
                }
            }
        }

        private boolean answered(String piece) {
            if (unanswered && piece.contains(COMMIT)) {
                lost.incrementAndGet();
                return false;
            }
            return true;
        }

        private void carry(Socket from, Socket to, Guard guard) {
            byte[] piece = new byte[PIECE];
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    if (!guard.passes(new String(piece, 0, n, StandardCharsets.ISO_8859_1))) {
                        return;
                    }
                    awaitPassage();
                    out.write(piece, 0, n);
                }
            } catch (IOException e) {
                // one of them has gone: both are closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Guard {
        boolean passes(String piece);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "lossy-way");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
