package org.batuta.orchestration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.jspecify.annotations.Nullable;

/** A server that lets everybody in, counts connections and channels, and may hold back its answers. */
final class CountingSshd implements AutoCloseable, SessionListener, ChannelListener {

    static final String ANSWER = "done";

    private static final AttributeRepository.AttributeKey<Integer> NUMBER = new AttributeRepository.AttributeKey<>();

    private final SshServer sshd = SshServer.setUpDefaultServer();
    private final KeyPair key;
    private final IntUnaryOperator limit;
    private final Map<Session, Integer> channels = new ConcurrentHashMap<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final AtomicInteger mostChannels = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger beats = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** @param limit how many channels the connection with this number, from 1, takes at the same time */
    CountingSshd(IntUnaryOperator limit) {
        this.limit = limit;
        try {
            key = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
            sshd.setHost(InetAddress.getLoopbackAddress().getHostAddress());
            sshd.setKeyPairProvider(KeyPairProvider.wrap(key));
            sshd.setChannelFactories(List.of(new Channels()));
            sshd.setPublickeyAuthenticator((user, known, session) -> true);
            sshd.setCommandFactory((channel, command) -> new Held(command));
            sshd.setGlobalRequestHandlers(List.of((service, request, wantReply, buffer) -> {
                beats.incrementAndGet();
                return RequestHandler.Result.ReplyFailure;
            }));
            sshd.addSessionListener(this);
            sshd.addChannelListener(this);
            sshd.start();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target() {
        return new Target(
                UUID.randomUUID(),
                "counting",
                sshd.getHost(),
                sshd.getPort(),
                List.of(SshKeys.shown(key.getPublic())),
                false);
    }

    /** Commands that begin from now on say nothing before they may. */
    void holdsAnswers() {
        gate = new CountDownLatch(1);
    }

    void answers() {
        gate.countDown();
    }

    /** On the connections it has it hears and says nothing after the next beat; on new ones it is as before. */
    void fallsSilent() {
        int before = beats.get();
        gate = new CountDownLatch(0);
        sshd.getActiveSessions().stream().map(Session::getIoSession).forEach(IoSession::suspendRead);
        Trials.await("the last that is heard", () -> beats.get() > before);
    }

    int running() {
        return running.get();
    }

    int connections() {
        return channels.size();
    }

    /** Connections that there were at the same time, those that are being made counted. */
    int mostConnections() {
        return mostConnections.get();
    }

    /** Channels that one connection had at the same time. */
    int mostChannels() {
        return mostChannels.get();
    }

    int beats() {
        return beats.get();
    }

    @Override
    public void sessionCreated(Session session) {
        channels.put(session, 0);
        session.setAttribute(NUMBER, connected.incrementAndGet());
        mostConnections.accumulateAndGet(channels.size(), Math::max);
    }

    @Override
    public void sessionClosed(Session session) {
        channels.remove(session);
    }

    @Override
    public void channelOpenSuccess(Channel channel) {
        mostChannels.accumulateAndGet(channels.merge(channel.getSession(), 1, Integer::sum), Math::max);
    }

    @Override
    public void channelClosed(Channel channel, Throwable reason) {
        channels.computeIfPresent(channel.getSession(), (session, open) -> open - 1);
    }

    @Override
    public void close() throws IOException {
        answers();
        sshd.stop(true);
    }

    private final class Channels extends ChannelSessionFactory {

        /** None is a refusal. */
        @Override
        public @Nullable Channel createChannel(Session session) throws IOException {
            int number = Objects.requireNonNull(session.getAttribute(NUMBER));
            return channels.getOrDefault(session, 0) < limit.applyAsInt(number) ? super.createChannel(session) : null;
        }
    }

    private final class Held extends AbstractCommandSupport {

        private final CountDownLatch mine = gate;

        private Held(String command) {
            super(command, null);
        }

        @Override
        public void run() {
            running.incrementAndGet();
            try (OutputStream out = getOutputStream()) {
                mine.await();
                out.write(ANSWER.getBytes(StandardCharsets.UTF_8));
                out.flush();
                onExit(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // who asked has gone
            } finally {
                running.decrementAndGet();
            }
        }
    }
}
