package org.batuta.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection on which this node listens. When it breaks, it is made again, and what was missed is said. */
class Ear implements Runnable {

    static final String CHANNEL = "batuta";

    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final int PATIENCE_MILLIS = 500;
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5000;

    private final DataSource dataSource;
    private final Consumer<String> heard;
    private final Runnable missed;
    private final Runnable idle;
    private volatile @Nullable Thread thread;
    private volatile CountDownLatch stopping = new CountDownLatch(1);

    Ear(DataSource dataSource, Consumer<String> heard, Runnable missed, Runnable idle) {
        this.dataSource = dataSource;
        this.heard = heard;
        this.missed = missed;
        this.idle = idle;
    }

    void start() {
        stopping = new CountDownLatch(1);
        Thread listener = new Thread(this, "live");
        listener.setDaemon(true);
        thread = listener;
        listener.start();
    }

    void stop() {
        stopping.countDown();
        Thread listener = thread;
        thread = null;
        try {
            if (listener != null) {
                listener.join(5000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isListening() {
        return thread != null;
    }

    @Override
    public void run() {
        long pause = FIRST_PAUSE;
        while (!stops()) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                statement.execute("listen " + CHANNEL);
                missed.run();
                pause = FIRST_PAUSE;
                listen(connection.unwrap(PGConnection.class), statement);
                statement.execute("unlisten *");
            } catch (SQLException e) {
                LOG.warn("The listening connection is lost, next try in {} ms: {}", pause, e.getMessage());
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
    }

    private void listen(PGConnection connection, Statement statement) throws SQLException {
        long proven = System.nanoTime();
        while (!stops()) {
            PGNotification[] notifications = connection.getNotifications(PATIENCE_MILLIS);
            for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                heard.accept(notification.getParameter());
            }
            idle.run();
            if (System.nanoTime() - proven > TimeUnit.SECONDS.toNanos(10)) {
                statement.execute("select 1");
                proven = System.nanoTime();
            }
        }
    }

    private boolean stops() {
        return stopping.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while the database was away");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
