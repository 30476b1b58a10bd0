package org.batuta.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.BeanFactory;

/** The failure policy as a provider has changed it: some exit codes of stubborn scripts mean something, until this is closed. */
public final class Policy implements AutoCloseable {

    /** A stubborn script that ends so is gone on without. */
    public static final int SKIPPED = 71;

    /** A stubborn script that ends so fails its request. */
    public static final int FATAL = 72;

    /** How a stubborn script that ends so goes on cannot be found out: the table has a mistake. */
    public static final int UNDECIDED = 73;

    private static final String FILE = "/processes/orchestration/failure-policy.dmn";

    private final RepositoryService repository;
    private final String deployment;
    private boolean closed;

    /** Deploys the changed table. */
    public Policy(BeanFactory application) {
        repository = application.getBean(RepositoryService.class);
        deployment = repository
                .createDeployment()
                .name("changed policy")
                .addString("failure-policy.dmn", changed())
                .deploy()
                .getId();
    }

    private static String changed() {
        try (InputStream file = Objects.requireNonNull(Policy.class.getResourceAsStream(FILE))) {
            String table = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return table.replaceFirst(
                    "<rule ", rule(SKIPPED, "\"skip\"") + rule(FATAL, "\"abort\"") + rule(UNDECIDED, "1 +") + "<rule ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rule(int exitCode, String next) {
        return """
                <rule id="changed_%2$d">
                  <inputEntry id="of%2$d_1"><text>"stubborn"</text></inputEntry>
                  <inputEntry id="of%2$d_2"><text></text></inputEntry>
                  <inputEntry id="of%2$d_3"><text></text></inputEntry>
                  <inputEntry id="of%2$d_4"><text>%2$d</text></inputEntry>
                  <inputEntry id="of%2$d_5"><text></text></inputEntry>
                  <inputEntry id="of%2$d_6"><text></text></inputEntry>
                  <outputEntry id="of%2$d_7"><text>%1$s</text></outputEntry>
                  <outputEntry id="of%2$d_8"><text>0</text></outputEntry>
                </rule>
                """.formatted(next, exitCode);
    }

    @Override
    public void close() {
        if (!closed) {
            repository.deleteDeployment(deployment, true);
            closed = true;
        }
    }
}
