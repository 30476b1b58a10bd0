package org.batuta.hosting;

import java.util.Map;
import org.batuta.hosting.Request.Verb;
import org.batuta.secrets.Secret;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes wishes for another password, whoever has them; who may have one is for the door to ask. */
@Component
class PasswordWishes {

    static final String PROCESS = "change-password";

    private final Standing standing;
    private final Wishes wishes;
    private final ChosenPasswords passwords;
    private final Intake intake;

    PasswordWishes(Standing standing, Wishes wishes, ChosenPasswords passwords, Intake intake) {
        this.standing = standing;
        this.wishes = wishes;
        this.passwords = passwords;
        this.intake = intake;
    }

    /** The service is held by the caller. */
    Request take(Service service, @Nullable Secret password, Request.Asked asked) {
        standing.requireNotSuspended(service);
        wishes.requireNewPassword(service, password);
        Request request = new Request(service, Verb.SET_PASSWORD, null, asked);
        passwords.seal(service, request, password);
        intake.supersedeSame(request);
        return intake.begin(PROCESS, request, Map.of("proofStep", Processes.untilItWaits(null)));
    }
}
