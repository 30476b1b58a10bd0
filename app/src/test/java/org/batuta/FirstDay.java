package org.batuta;

import org.batuta.provider.Provider;
import org.batuta.servers.Instance;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What the provider of the tests has decided before anybody asks for anything. */
public class FirstDay implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(Provider.settings(Instance.ofTests().node()))
                .and("batuta.hosting.comparison.at=", "batuta.hosting.comparison.portion=5")
                .applyTo(context);
    }
}
