package org.batuta.orchestration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A bad network between us and a server: it carries everything, late and in small pieces, and may be torn. */
final class LameLine implements AutoCloseable {

    private final ServerSocket door;
    private final String address;
    private final int port;
    private final Duration delay;
    private final int piece;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * @param delay of every piece, each way
     * @param piece bytes that travel at once
     */
    LameLine(String address, int port, Duration delay, int piece) {
        this.address = address;
        this.port = port;
        this.delay = delay;
        this.piece = piece;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::answer);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Ends all connections by a reset. */
    void tear() {
        open.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // it is closed already
            }
            close(socket);
        });
        open.clear();
    }

    private void answer() {
        while (!door.isClosed()) {
            try {
                Socket here = door.accept();
                Socket there = new Socket(address, port);
                open.addAll(List.of(here, there));
                start(() -> carry(here, there));
                start(() -> carry(there, here));
            } catch (IOException e) {
                // the door was closed, or the server is away
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] some = new byte[piece];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay.toMillis()));
                out.write(some, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // torn
        }
        close(from);
        close(to);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "lame-line");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        tear();
    }
}
