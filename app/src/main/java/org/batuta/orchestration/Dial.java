package org.batuta.orchestration;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Makes connections: by public key only, and only to a server that proves itself by an accepted host key. */
class Dial implements AutoCloseable {

    /** What one connection expects of the other side, and what it was shown. */
    private static final class Expectation {
        private final Target target;
        private final List<String> types;
        private volatile @Nullable ShownKey shown;

        private Expectation(Target target, List<String> types) {
            this.target = target;
            this.types = types;
        }
    }

    private static final AttributeKey<Expectation> EXPECTATION = new AttributeKey<>();
    private static final List<NamedFactory<Signature>> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    /** Each kind of host key with the signatures it makes. */
    private static final List<List<String>> KINDS = List.of(
            List.of(KeyNames.ED25519),
            List.of(KeyNames.NISTP256, KeyNames.NISTP384, KeyNames.NISTP521),
            List.of(KeyNames.RSA_SHA512, KeyNames.RSA_SHA256));

    /** What is said when both sides have no kind of key in common: any other failure leaves open whether there is one. */
    private static final String NO_SUCH_KIND = "Unable to negotiate";

    private final SshSettings settings;
    private final SshKeys keys;
    private final SshClient client;

    Dial(SshSettings settings, SshKeys keys) {
        this.settings = settings;
        this.keys = keys;
        this.client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setSignatureFactories(SIGNATURES);
        client.setChannelFactories(List.of());
        client.setServerKeyVerifier((session, address, key) -> verify(session, key));
        client.setSessionFactory(new OrderedSessions(client));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.auth());
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, settings.connect());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.heartbeat());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        client.start();
    }

    /** An open, authenticated connection. */
    ClientSession connect(Target target, Door door) throws NotReached, HostKeyChanged {
        Expectation expectation = new Expectation(target, algorithms(target));
        ClientSession session = null;
        try {
            session = open(expectation, settings.user());
            session.addPublicKeyIdentity(keys.pair(door));
            session.auth().verify(settings.auth());
            return session;
        } catch (IOException | RuntimeException e) {
            if (session != null) {
                session.close(true);
            }
            throw failed(expectation, e);
        }
    }

    /** Whether the server lets this user in; nothing is done there. */
    boolean letsIn(Target target, String user) throws NotReached, HostKeyChanged {
        Expectation expectation = new Expectation(target, algorithms(target));
        try (ClientSession session = open(expectation, user)) {
            session.addPublicKeyIdentity(keys.pair(Door.PROBE));
            session.auth().verify(settings.auth());
            return true;
        } catch (IOException | RuntimeException e) {
            if (e instanceof SshException said
                    && said.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return false;
            }
            throw failed(expectation, e);
        }
    }

    private static NotReached failed(Expectation expectation, Exception e) throws HostKeyChanged {
        Target target = expectation.target;
        ShownKey shown = expectation.shown;
        if (shown != null && !target.accepts(shown)) {
            throw new HostKeyChanged(target, shown);
        }
        return new NotReached.Silent(target, reason(e));
    }

    /** The keys by which the server proves itself, one of each kind it has; nobody logs in. */
    List<ShownKey> readHostKeys(Target target) throws NotReached {
        List<ShownKey> found = new ArrayList<>();
        for (List<String> kind : KINDS) {
            Expectation expectation = new Expectation(target, kind);
            try (ClientSession session = open(expectation, settings.user())) {
                session.auth().verify(settings.auth());
            } catch (IOException | RuntimeException e) {
                if (expectation.shown == null && !reason(e).contains(NO_SUCH_KIND)) {
                    throw new NotReached(target, reason(e));
                }
            }
            ShownKey shown = expectation.shown;
            if (shown != null) {
                found.add(shown);
            }
        }
        if (found.isEmpty()) {
            throw new NotReached(target, "it shows no key that we can read");
        }
        return found;
    }

    private ClientSession open(Expectation expectation, String user) throws IOException {
        Target target = expectation.target;
        return client.connect(
                        user,
                        target.address(),
                        target.port(),
                        AttributeRepository.ofKeyValuePair(EXPECTATION, expectation),
                        null)
                .verify(settings.connect())
                .getSession();
    }

    private static boolean verify(ClientSession session, PublicKey key) {
        Expectation expectation = expectationOf(session.getConnectionContext());
        ShownKey shown = SshKeys.shown(key);
        expectation.shown = shown;
        return expectation.target.accepts(shown);
    }

    private static Expectation expectationOf(@Nullable AttributeRepository context) {
        Expectation expectation = context == null ? null : context.getAttribute(EXPECTATION);
        if (expectation == null) {
            throw new IllegalStateException("A connection without an expectation");
        }
        return expectation;
    }

    /** Accepted kinds first, so that the server shows a key we know; the others after, so that a change is noticed. */
    private static List<String> algorithms(Target target) {
        Set<String> ordered = new LinkedHashSet<>();
        for (ShownKey key : target.accepted()) {
            for (List<String> kind : KINDS) {
                if (kind.contains(key.type())
                        || (KeyNames.RSA.equals(key.type()) && kind.contains(KeyNames.RSA_SHA512))) {
                    kind.stream()
                            .filter(name -> name.equals(key.type()) || KeyNames.RSA.equals(key.type()))
                            .forEach(ordered::add);
                }
            }
        }
        KINDS.forEach(ordered::addAll);
        return List.copyOf(ordered);
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    java.util.concurrent.ScheduledExecutorService timer() {
        return client.getScheduledExecutorService();
    }

    @Override
    public void close() {
        client.stop();
    }

    private static final class KeyNames {
        private static final String ED25519 = "ssh-ed25519";
        private static final String NISTP256 = "ecdsa-sha2-nistp256";
        private static final String NISTP384 = "ecdsa-sha2-nistp384";
        private static final String NISTP521 = "ecdsa-sha2-nistp521";
        private static final String RSA = "ssh-rsa";
        private static final String RSA_SHA512 = KeyUtils.RSA_SHA512_KEY_TYPE_ALIAS;
        private static final String RSA_SHA256 = KeyUtils.RSA_SHA256_KEY_TYPE_ALIAS;
    }

    /** MINA offers host key algorithms in one order for all servers; this one asks for what is known of each. */
    private static final class OrderedSessions extends SessionFactory {

        private OrderedSessions(SshClient client) {
            super(client);
        }

        @Override
        protected ClientSessionImpl doCreateSession(IoSession ioSession) throws Exception {
            return new ClientSessionImpl(getClient(), ioSession) {
                @Override
                protected String resolveAvailableSignaturesProposal(FactoryManager manager) {
                    return String.join(",", expectationOf(getConnectionContext()).types);
                }
            };
        }
    }
}
