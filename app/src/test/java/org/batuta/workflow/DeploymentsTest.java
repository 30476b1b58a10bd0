package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.sql.DataSource;
import org.batuta.BatutaTest;
import org.batuta.deployment.Released;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same of the jar: {@code PackagedJarIT}. */
@BatutaTest
class DeploymentsTest {

    private static final String POLICY = "failure-policy";

    @Test
    void everyProcessDecisionAndFormIsDeployedUnderItsBareName(@Autowired DataSource database) {
        assertThat(Released.byEngine(database)).isEqualTo(Released.bySource()).isNotEmpty();
    }

    /** A node that starts brings what it ships, but for a table that people may have changed (T04). */
    @Test
    void t04AStartReplacesNoTableThatSomebodyHasChanged(
            @Autowired Deployments deployments, @Autowired Decisions decisions, @Autowired RepositoryService repository)
            throws IOException {
        String changed = decisions.shipped(POLICY).replace(">300<", ">301<");
        decisions.deploy(POLICY, changed, "ada");
        delete(repository, "batuta"); // as if an earlier release had shipped another one
        try {
            int number = decisions.versions(POLICY).get(0).number();

            deployments.deployRelease();

            Decisions.Version inForce = decisions.versions(POLICY).get(0);
            assertThat(inForce.number()).isEqualTo(number);
            assertThat(inForce.by()).isEqualTo("ada");
            assertThat(decisions.dmn(inForce)).isEqualTo(changed).isNotEqualTo(decisions.shipped(POLICY));
        } finally {
            delete(repository, "ada");
            deployments.deployRelease();
        }
    }

    private static void delete(RepositoryService repository, String by) {
        repository
                .createDeploymentQuery()
                .deploymentName("decision " + POLICY)
                .deploymentSource(by)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }
}
