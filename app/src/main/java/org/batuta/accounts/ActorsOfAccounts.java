package org.batuta.accounts;

import org.batuta.audit.Actors;
import org.springframework.stereotype.Component;

/** Tells the audit who acts. */
@Component
class ActorsOfAccounts implements Actors {

    @Override
    public Actor now() {
        Acting acting = Acting.currentOrSystem();
        return new Actor(acting.personId(), acting.login(), acting.inNameOf());
    }
}
