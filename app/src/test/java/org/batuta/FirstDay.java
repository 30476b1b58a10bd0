package org.batuta;

import java.time.Duration;
import org.batuta.provider.Provider;
import org.batuta.servers.Instance;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What the provider of the tests has decided before anybody asks for anything. */
public class FirstDay implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** For what passkeys are made: a name of this machine, as browsers take no other one without a certificate. */
    public static final String SITE = "http://provider.localhost";

    /** When a holder's wish is answered, whatever was found. */
    public static final Duration HOLDER_ANSWER = Duration.ofMillis(400);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(Provider.settings(Instance.ofTests().node()))
                .and("batuta.hosting.comparison.at=", "batuta.hosting.comparison.portion=5")
                .and("batuta.hosting.holder-answer=" + HOLDER_ANSWER)
                .and("batuta.security.passkeys.site=" + SITE)
                .applyTo(context);
    }
}
