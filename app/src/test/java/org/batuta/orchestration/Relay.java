package org.batuta.orchestration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A way to a server that is cut after so many connections: those that come later are closed at once. */
final class Relay implements AutoCloseable {

    private final ServerSocket entrance;
    private final String address;
    private final int port;

    Relay(String address, int port, int connections) throws IOException {
        this.address = address;
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> serve(connections));
    }

    String address() {
        return entrance.getInetAddress().getHostAddress();
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void serve(int connections) {
        for (int left = connections; ; left--) {
            try {
                Socket caller = entrance.accept();
                if (left > 0) {
                    Socket server = new Socket(address, port);
                    pipe(caller, server);
                    pipe(server, caller);
                } else {
                    caller.close();
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        start(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException e) {
                // one of them has gone: both are closed
            }
        });
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
