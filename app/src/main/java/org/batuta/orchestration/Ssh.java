package org.batuta.orchestration;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/**
 * The way to the servers: one exchange is a command of the runner, its input, and its answer. Connections are kept and
 * shared per server; nothing that one server does, or fails to do, delays another.
 */
@Component
class Ssh {

    /** Reads an answer. */
    interface Reader<T> {
        T read(InputStream answer) throws IOException;
    }

    private static final int LONGEST_COMPLAINT = 2000;
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    /** Calls to a server beside the dispatcher's: live output, the question how it is, a stop. */
    private static final int BESIDE = LiveOutput.WATCHED + 2;

    private final SshSettings settings;
    private final Dial dial;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final AtomicLong dialled = new AtomicLong();
    private final AtomicLong exchanges = new AtomicLong();

    Ssh(SshSettings settings, OrchestrationSettings orchestration, SshKeys keys, MeterRegistry meters) {
        requireRoom(settings, orchestration.parallelPerServer());
        this.settings = settings;
        this.dial = new Dial(settings, keys);
        FunctionCounter.builder("batuta.ssh.connections", dialled, AtomicLong::get)
                .description("Connections made to servers; far fewer than exchanges when they are shared")
                .register(meters);
        FunctionCounter.builder("batuta.ssh.exchanges", exchanges, AtomicLong::get)
                .description("Calls of the runners on servers")
                .register(meters);
    }

    private static void requireRoom(SshSettings settings, int calls) {
        int most = settings.places() - BESIDE;
        if (calls > most) {
            throw new InvalidConfigurationPropertyValueException(
                    "batuta.orchestration.parallel-per-server",
                    calls,
                    "%d calls share each of %d connections to a server (batuta.ssh.channels, batuta.ssh.sessions), and %d are kept for stops, live output and facts: set %s"
                            .formatted(
                                    settings.channels(),
                                    settings.sessions(),
                                    BESIDE,
                                    most > 0 ? "at most " + most + ", or raise those" : "those higher"));
        }
    }

    /**
     * Sends a command with its input and reads the answer, all within the time limit.
     *
     * @throws NotReached if nothing can have begun
     * @throws LineBroken if the connection ended, the time was over or the answer made no sense after something was sent
     */
    <T> T exchange(Target target, Door door, String command, byte[] input, Duration limit, Reader<T> reader)
            throws NotReached, LineBroken, HostKeyChanged {
        exchanges.incrementAndGet();
        try (Line.Call call = line(target, door).call(target, command)) {
            AtomicBoolean late = new AtomicBoolean();
            Future<?> watch = dial.timer()
                    .schedule(
                            () -> {
                                late.set(true);
                                call.spoil();
                                call.channel().close(true);
                            },
                            limit.toMillis(),
                            TimeUnit.MILLISECONDS);
            try {
                return converse(call.channel(), input, reader);
            } catch (IOException | RuntimeException e) {
                call.spoil();
                String why = late.get() ? "no answer within " + limit : String.valueOf(e.getMessage());
                throw new LineBroken(target, why, !late.get() && e instanceof Refused);
            } finally {
                watch.cancel(false);
            }
        }
    }

    private static <T> T converse(ChannelExec channel, byte[] input, Reader<T> reader) throws IOException {
        IOException unsent = send(channel, input);
        try {
            return reader.read(channel.getInvertedOut());
        } catch (IOException e) {
            if (unsent != null) {
                e.addSuppressed(unsent);
            }
            ByteArrayOutputStream complaint = new ByteArrayOutputStream();
            channel.waitFor(EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.CLOSED), AFTERMATH);
            Integer status = channel.getExitStatus();
            InputStream err = channel.getInvertedErr();
            // a closed channel says -1
            complaint.write(err.readNBytes(Math.max(0, Math.min(err.available(), LONGEST_COMPLAINT))));
            String why = e.getMessage() + " "
                    + complaint.toString(StandardCharsets.UTF_8).strip();
            if (status != null && status != 0) {
                throw new Refused("exit " + status + ": " + why, e);
            }
            throw new IOException(why, e);
        }
    }

    /** A command that needs no more input may answer and be gone before it was told the input's end: its answer counts. */
    private static @Nullable IOException send(ChannelExec channel, byte[] input) {
        try (OutputStream in = channel.getInvertedIn()) {
            in.write(input);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** The command ended by itself without an answer of the runner. */
    private static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        private Refused(String why, IOException cause) {
            super(why, cause);
        }
    }

    /** The keys that whoever answers at this address shows, one of each kind; nobody logs in. */
    List<ShownKey> readHostKeys(Target target) throws NotReached {
        return dial.readHostKeys(target);
    }

    /** Whether whoever answers lets this user in by the key of probes; nothing is done there. */
    boolean letsIn(Target target, String user) throws NotReached, HostKeyChanged {
        return dial.letsIn(target, user);
    }

    private Line line(Target target, Door door) {
        return lines.computeIfAbsent(
                door + " " + target.serverId() + " " + target.address() + ":" + target.port() + target.accepted(),
                key -> new Line(dial, door, settings, dialled));
    }

    /** Closes connections that nobody used for a while. */
    void evictIdle() {
        lines.values().forEach(line -> line.evict(settings.idle()));
    }

    /** How many connections were made so far. */
    long dialled() {
        return dialled.get();
    }

    @PreDestroy
    void close() {
        lines.values().forEach(line -> line.evict(Duration.ZERO));
        dial.close();
    }
}
