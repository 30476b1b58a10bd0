package org.batuta.hosting.web;

import java.util.UUID;
import org.batuta.accounts.AccountSection;
import org.batuta.hosting.Services;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** The services of an account, on its page at the desk. */
@Component
@Order(1)
class ServicesOfAccount implements AccountSection {

    private final Services services;

    ServicesOfAccount(Services services) {
        this.services = services;
    }

    @Override
    public String fragment() {
        return "hosting/of-account :: services";
    }

    @Override
    public Object content(UUID accountId, Pageable newest) {
        return services.ofAccount(accountId, newest);
    }
}
