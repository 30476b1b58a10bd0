package org.batuta;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void t53ModulesUseOnlyWhatTheyDeclareAndFormATree() {
        ApplicationModules.of(Application.class).verify();
    }
}
