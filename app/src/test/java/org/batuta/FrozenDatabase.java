package org.batuta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that keeps all connections and answers nothing, as by a hanging disk, until this is closed. */
public final class FrozenDatabase implements AutoCloseable {

    private final List<ProcessHandle> processes;

    private FrozenDatabase(List<ProcessHandle> processes) {
        this.processes = processes;
    }

    /** Stops all of the database behind this connection. */
    public static FrozenDatabase of(JdbcClient jdbc) {
        long backend = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle postmaster =
                ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
        FrozenDatabase frozen = new FrozenDatabase(
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList());
        frozen.signal("-STOP");
        return frozen;
    }

    private void signal(String signal) {
        try {
            for (ProcessHandle process : processes) {
                new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        signal("-CONT");
    }
}
