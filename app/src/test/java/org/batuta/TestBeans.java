package org.batuta;

import java.io.IOException;
import org.batuta.accounts.People;
import org.batuta.accounts.Registrar;
import org.batuta.hosting.stubborn.StubbornType;
import org.batuta.hosting.trials.TrialType;
import org.batuta.orchestration.Scripted;
import org.batuta.orchestration.Trials;
import org.batuta.workflow.EngineCalls;
import org.batuta.workflow.Moody;
import org.batuta.workflow.StandStill;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What only the tests add to the application; imported by {@link BatutaTest}, never found by scanning. */
@Import({Trials.class, StubbornType.class})
class TestBeans {

    @Bean
    Cast cast(Registrar registrar, People people) {
        return new Cast(registrar, people);
    }

    /** Passwords as the application keeps them, for a hundredth of the work: the tests log in hundreds of times. */
    @Bean
    @Primary
    PasswordEncoder quickPasswords() {
        return new Argon2PasswordEncoder(16, 32, 1, 190, 2);
    }

    @Bean
    static Statements statements() {
        return new Statements();
    }

    @Bean
    EngineCalls engineCalls() {
        return new EngineCalls();
    }

    /** The scripts of {@link Trials}, without a type that anybody could ask for. */
    @Bean
    Scripted trialScripts() {
        return () -> TrialType.KEY;
    }

    /** The same with a daemon that is told to read its files again. */
    @Bean
    Scripted reloadedScripts() {
        return () -> "reloaded";
    }

    @Bean
    StandStill standStill() {
        return new StandStill();
    }

    @Bean
    Moody moody() {
        return new Moody();
    }

    /** Deploys {@code testing/*.bpmn}. */
    @Bean
    SmartInitializingSingleton testProcesses(RepositoryService repository) {
        return () -> {
            DeploymentBuilder deployment = repository.createDeployment().name("tests");
            try {
                for (Resource file :
                        new PathMatchingResourcePatternResolver().getResources("classpath:testing/*.bpmn")) {
                    deployment.addInputStream(String.valueOf(file.getFilename()), file.getInputStream());
                }
            } catch (IOException e) {
                throw new IllegalStateException("cannot read the processes of the tests", e);
            }
            deployment.deploy();
        };
    }
}
