package org.batuta.hosting.web;

import java.util.UUID;
import org.batuta.accounts.AccountSection;
import org.batuta.hosting.Requests;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** The newest requests of an account, on its page at the desk. */
@Component
@Order(2)
class RequestsOfAccount implements AccountSection {

    private final Requests requests;

    RequestsOfAccount(Requests requests) {
        this.requests = requests;
    }

    @Override
    public String fragment() {
        return "hosting/of-account :: requests";
    }

    @Override
    public Object content(UUID accountId, Pageable newest) {
        return requests.ofAccount(accountId, newest);
    }
}
