package org.batuta.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tables that processes ask. Each is brought by the first release that has it; from then on it belongs to people, and
 * what a later release ships is a proposal. Processes ask the newest version each time.
 */
@Component
public class Decisions {

    private final RepositoryService repository;
    private final Transactions transactions;

    Decisions(RepositoryService repository, Transactions transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    /**
     * One version of a table.
     *
     * @param number counts from 1
     * @param by the login of who made it; {@code batuta} for what a release brought
     */
    public record Version(String id, int number, Instant since, String by) {}

    /** All versions of a table, the newest first: that is the one in force. */
    @Transactional(readOnly = true)
    public List<Version> versions(String key) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .orderByDecisionDefinitionVersion()
                .desc()
                .list()
                .stream()
                .map(this::version)
                .toList();
    }

    /** The version in force. */
    @Transactional(readOnly = true)
    public Version inForce(String key) {
        return versions(key).get(0);
    }

    /** The version of this number. */
    @Transactional(readOnly = true)
    public Optional<Version> version(String key, int number) {
        return versions(key).stream()
                .filter(version -> version.number() == number)
                .findFirst();
    }

    private Version version(DecisionDefinition found) {
        Deployment deployment = repository
                .createDeploymentQuery()
                .deploymentId(found.getDeploymentId())
                .singleResult();
        String by = deployment.getSource();
        return new Version(
                found.getId(),
                found.getVersion(),
                deployment.getDeploymentTime().toInstant(),
                by == null ? "" : by);
    }

    /** A version as DMN. */
    @Transactional(readOnly = true)
    public String dmn(Version version) {
        try (InputStream in = repository.getDecisionModel(version.id())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table as this release ships it, as DMN. */
    public String shipped(String key) {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:/processes/**/" + key + ".dmn");
            return found[0].getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts a new version in the place of another.
     *
     * @param instead the number of the version that it was made from, so that nobody undoes what another one did meanwhile
     * @return its number
     * @throws Refusal at {@code table} when another version came into force meanwhile
     */
    @Transactional
    public int replace(String key, String dmn, int instead, String by) {
        transactions.hold(key);
        Version before = inForce(key);
        if (before.number() != instead) {
            throw Refusal.at("table", "rules.meanwhile", before.number(), before.by());
        }
        deploy(key, dmn, by);
        return inForce(key).number();
    }

    /** Makes a new version, which is in force from the next decision on; refused by the engine if it is no decision. */
    @Transactional
    public void deploy(String key, String dmn, String by) {
        repository
                .createDeployment()
                .name("decision " + key)
                .source(by)
                .addString(key + ".dmn", dmn)
                .deploy();
    }
}
