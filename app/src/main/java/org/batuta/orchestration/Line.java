package org.batuta.orchestration;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server through one door: no more than so many, those in the making counted. Calls share
 * connections up to a number of channels each; a connection that breaks, or refuses a channel, takes no more calls. A
 * slow server fills its own line, no other.
 */
class Line {

    private final Dial dial;
    private final Door door;
    private final SshSettings settings;
    private final Semaphore places;
    private final Semaphore sessions;
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicLong dialled;
    private @Nullable Making making;

    Line(Dial dial, Door door, SshSettings settings, AtomicLong dialled) {
        this.dial = dial;
        this.door = door;
        this.settings = settings;
        this.places = new Semaphore(settings.places());
        this.sessions = new Semaphore(settings.sessions());
        this.dialled = dialled;
    }

    /** One channel in use; closing it gives its place back. */
    final class Call implements AutoCloseable {
        private final Connection connection;
        private final ChannelExec channel;

        private Call(Connection connection, ChannelExec channel) {
            this.connection = connection;
            this.channel = channel;
        }

        ChannelExec channel() {
            return channel;
        }

        /** The connection is not to be trusted any more. */
        void spoil() {
            connection.spoiled = true;
        }

        @Override
        public void close() {
            channel.close(false);
            leave(connection);
            places.release();
        }
    }

    /** Opens a channel for a command, on a connection that exists if one has room. */
    Call call(Target target, String command) throws NotReached, HostKeyChanged {
        await(places, target);
        boolean taken = false;
        try {
            Call call = opened(target, command);
            taken = true;
            return call;
        } finally {
            if (!taken) {
                places.release();
            }
        }
    }

    /** Nothing of who is refused ran: connections made meanwhile, or a new one, get a chance as long as they serve any. */
    private Call opened(Target target, String command) throws NotReached, HostKeyChanged {
        long begun = dialled.get();
        for (long after = 0; ; after = begun) {
            Connection connection = connection(target, sessions.availablePermits() > 0 ? after : 0);
            try {
                return open(connection, command);
            } catch (IOException refused) {
                if (isOfNoUse(connection)) {
                    throw new NotReached(target, "no channel: " + refused.getMessage());
                }
            }
        }
    }

    private Call open(Connection connection, String command) throws IOException {
        ChannelExec channel = null;
        try {
            channel = connection.session.createExecChannel(command);
            channel.open().verify(settings.open());
            connection.served = true;
            return new Call(connection, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close(true);
            }
            connection.spoiled = true;
            leave(connection);
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private boolean isOfNoUse(Connection connection) {
        synchronized (connections) {
            return connection.channels == 0 && !connection.served;
        }
    }

    /** One that has room and a higher number, one that is being made for several callers at once, or a new one. */
    private Connection connection(Target target, long after) throws NotReached, HostKeyChanged {
        Making made;
        Making mine = null;
        synchronized (connections) {
            for (Connection connection : connections) {
                if (connection.number > after && connection.takes(settings.channels())) {
                    connection.channels++;
                    return connection;
                }
            }
            made = making;
            if (made == null || made.callers == settings.channels()) {
                mine = new Making();
                making = mine;
            } else {
                made.callers++;
            }
        }
        return mine == null ? Objects.requireNonNull(made).await(target) : dialled(target, mine);
    }

    private Connection dialled(Target target, Making mine) throws NotReached, HostKeyChanged {
        try {
            Connection connection = new Connection(session(target), dialled.incrementAndGet());
            finish(mine, connection);
            mine.result.complete(connection);
            return connection;
        } catch (NotReached | HostKeyChanged | RuntimeException e) {
            finish(mine, null);
            mine.result.completeExceptionally(e);
            throw e;
        }
    }

    /** The place among all connections is given back when this one is closed, by whomever. */
    private ClientSession session(Target target) throws NotReached, HostKeyChanged {
        await(sessions, target);
        try {
            ClientSession session = dial.connect(target, door);
            session.addCloseFutureListener(closed -> sessions.release());
            return session;
        } catch (NotReached | HostKeyChanged | RuntimeException e) {
            sessions.release();
            throw e;
        }
    }

    private void finish(Making mine, @Nullable Connection connection) {
        synchronized (connections) {
            making = making == mine ? null : making;
            if (connection != null) {
                connection.channels = mine.callers;
                connections.add(connection);
            }
        }
    }

    private void await(Semaphore semaphore, Target target) throws NotReached {
        try {
            if (!semaphore.tryAcquire(settings.connect().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotReached.Busy(target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReached(target, "interrupted");
        }
    }

    private void leave(Connection connection) {
        synchronized (connections) {
            connection.channels--;
            connection.lastUse = System.nanoTime();
            if (connection.channels == 0 && !connection.takes(1)) {
                end(connection);
            }
        }
    }

    /** Not gracefully: a server that says nothing more would keep the place of its connection. */
    private void end(Connection connection) {
        connections.remove(connection);
        connection.session.close(true);
    }

    /** Closes what was not used for so long, and what is dead. */
    void evict(Duration idle) {
        synchronized (connections) {
            for (Connection connection : List.copyOf(connections)) {
                boolean old = System.nanoTime() - connection.lastUse >= idle.toNanos();
                if (connection.channels == 0 && (old || !connection.takes(1))) {
                    end(connection);
                }
            }
        }
    }

    /** A connection that is being made, and how many wait for it. */
    private static final class Making {
        private final CompletableFuture<Connection> result = new CompletableFuture<>();
        private int callers = 1;

        private Connection await(Target target) throws NotReached, HostKeyChanged {
            try {
                return result.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotReached(target, "interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof HostKeyChanged changed) {
                    throw changed;
                }
                throw e.getCause() instanceof NotReached same
                        ? same
                        : new NotReached(target, String.valueOf(e.getCause()));
            }
        }
    }

    private static final class Connection {
        private final ClientSession session;
        private final long number;
        private int channels;
        private long lastUse = System.nanoTime();
        private volatile boolean spoiled;
        private volatile boolean served;

        private Connection(ClientSession session, long number) {
            this.session = session;
            this.number = number;
        }

        private boolean takes(int limit) {
            return !spoiled && session.isOpen() && channels < limit;
        }
    }
}
