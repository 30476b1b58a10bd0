package org.batuta.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** What a customer has to move files and to give commands on a server: an SSH client that knows a name and a password. */
public final class ShellProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String address;
    private final String user;
    private final String password;

    /** Somebody of this name and password at the server of this address. */
    public ShellProgram(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /** Whether the server lets it in. */
    public boolean getsIn() {
        return with(session -> true, false);
    }

    /** What a command says; empty when none can be given. */
    public String says(String command) {
        return with(
                session -> {
                    try (ClientChannel channel = session.createExecChannel(command)) {
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        channel.setOut(out);
                        channel.open().verify(PATIENCE);
                        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(3));
                        return out.toString(StandardCharsets.UTF_8).strip();
                    }
                },
                "");
    }

    /** Whether it can move files. */
    public boolean movesFiles() {
        return with(
                session -> {
                    try (ClientChannel channel = session.createSubsystemChannel("sftp")) {
                        channel.open().verify(PATIENCE);
                        // the client begins: SSH_FXP_INIT of version 3, answered by SSH_FXP_VERSION
                        channel.getInvertedIn().write(new byte[] {0, 0, 0, 5, 1, 0, 0, 0, 3});
                        channel.getInvertedIn().flush();
                        return channel.getInvertedOut().readNBytes(5)[4] == 2;
                    }
                },
                false);
    }

    private interface Work<T> {
        T in(ClientSession session) throws IOException;
    }

    private <T> T with(Work<T> work, T refused) {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
            try (ClientSession session =
                    client.connect(user, address, 22).verify(PATIENCE).getSession()) {
                session.addPasswordIdentity(password);
                try {
                    session.auth().verify(PATIENCE);
                } catch (SshException e) {
                    return refused;
                }
                return work.in(session);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
