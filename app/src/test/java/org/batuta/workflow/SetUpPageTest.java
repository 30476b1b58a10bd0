package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.accounts.StaffRole;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.dto.identity.UserCredentialsDto;
import org.camunda.bpm.engine.rest.dto.identity.UserDto;
import org.camunda.bpm.engine.rest.dto.identity.UserProfileDto;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** CVE-2026-77226: the engine's set-up page makes an administrator for anybody. Its path is in CamundaDoorsTest. */
@BatutaTest
class SetUpPageTest {

    @Autowired
    private ProcessEngine ours;

    @Autowired
    private Cast cast;

    @Test
    void makesAnAdministratorInTheEnginesOwnTablesOnly() {
        ProcessEngine bare = BareEngine.start("barely");
        try {
            new Attack().on(bare);
            assertThat(administrators(bare)).as("on a bare engine").isOne();
        } finally {
            bare.close();
        }

        long before = administrators(ours);
        assertThatThrownBy(() -> new Attack().on(ours)).isInstanceOf(RuntimeException.class);
        assertThat(administrators(ours)).as("with our identity").isEqualTo(before);
        assertThat(ours.getIdentityService().createUserQuery().userId("mallory").count())
                .isZero();
    }

    @Test
    void everyAdministratorIsADirectMemberOfTheEnginesGroup() {
        String login = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login();
        assertThat(ours.getIdentityService()
                        .createUserQuery()
                        .memberOfGroup("camunda-admin")
                        .userId(login)
                        .count())
                .isOne();
        assertThat(ours.getIdentityService().isReadOnly()).isTrue();
        assertThat(ours.getIdentityService().checkPassword(login, "correct horse battery"))
                .isFalse();
    }

    private static long administrators(ProcessEngine engine) {
        return engine.getIdentityService()
                .createUserQuery()
                .memberOfGroup("camunda-admin")
                .count();
    }

    /** What an anonymous POST to the page does. */
    private static class Attack extends SetupResource {

        void on(ProcessEngine engine) {
            UserProfileDto profile = new UserProfileDto();
            profile.setId("mallory");
            UserCredentialsDto credentials = new UserCredentialsDto();
            credentials.setPassword("a password of mallory");
            UserDto user = new UserDto();
            user.setProfile(profile);
            user.setCredentials(credentials);
            createInitialUserInternal(engine.getName(), user, engine);
        }
    }
}
