package org.batuta.accounts;

import org.batuta.workflow.Past;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What the engine knows of processes about the account: first of all, while it is known what they are about. */
@Configuration(proxyBeanMethods = false)
class ErasesProcesses {

    @Bean
    @Order(1)
    Erases endsProcesses(Past past) {
        return erasure -> past.end(erasure.ids());
    }

    @Bean
    @Order(2)
    Erases forgetsProcesses(Past past) {
        return erasure -> past.forget(erasure.ids());
    }
}
