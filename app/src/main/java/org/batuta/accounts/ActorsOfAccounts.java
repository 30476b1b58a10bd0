package org.batuta.accounts;

import java.util.UUID;
import org.batuta.audit.Actors;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Tells the audit who acts. */
@Component
class ActorsOfAccounts implements Actors {

    @Override
    public Actor now() {
        Acting acting = Acting.currentOrSystem();
        UUID token = SecurityContextHolder.getContext().getAuthentication() instanceof ActsByToken program
                ? program.token()
                : null;
        return new Actor(acting.personId(), acting.login(), acting.inNameOf(), token);
    }
}
