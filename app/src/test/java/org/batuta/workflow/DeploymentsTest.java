package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.batuta.BatutaTest;
import org.batuta.deployment.Released;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same of the jar: {@code PackagedJarIT}. */
@BatutaTest
class DeploymentsTest {

    @Test
    void everyProcessDecisionAndFormIsDeployedUnderItsBareName(@Autowired DataSource database) {
        assertThat(Released.byEngine(database)).isEqualTo(Released.bySource()).isNotEmpty();
    }
}
