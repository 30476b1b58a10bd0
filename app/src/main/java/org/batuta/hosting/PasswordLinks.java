package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.kernel.NotFound;
import org.batuta.notifications.LinkOnce;
import org.batuta.secrets.OneTimeLinks;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by letter with which the password of one service is set once, without a login: for when one that was asked for
 * is not known to be in force. Whoever has the letter could have asked for it before; the link opens nothing else.
 */
@Component
@Transactional
public class PasswordLinks {

    /** Who asked, when it was whoever had the link; no person has this for a login. */
    public static final String BY_LINK = "*link";

    private static final String PURPOSE = "set-again";

    private final OneTimeLinks links;
    private final Locks locks;
    private final RequestRows requests;
    private final ServiceRows services;
    private final PasswordWishes wishes;
    private final HostingProperties properties;
    private final Clock clock;

    PasswordLinks(
            OneTimeLinks links,
            Locks locks,
            RequestRows requests,
            ServiceRows services,
            PasswordWishes wishes,
            HostingProperties properties,
            Clock clock) {
        this.links = links;
        this.locks = locks;
        this.requests = requests;
        this.services = services;
        this.wishes = wishes;
        this.properties = properties;
        this.clock = clock;
    }

    /** A link to the password of the service that this request is about, for a letter. */
    Map<String, String> to(Request request) {
        return new LinkOnce("/set-again/", PURPOSE, request.id(), properties.linkLife()).asValue();
    }

    /** How long such a link lasts. */
    Duration life() {
        return properties.linkLife();
    }

    /**
     * What the service is called whose password the link sets; the link is not used up.
     *
     * @throws NotFound when it opens nothing: unknown, used, replaced by a newer one, or too old
     */
    @Transactional(readOnly = true)
    public String look(String token) {
        return links.look(PURPOSE, token)
                .flatMap(request -> requests.serviceOf(request)
                        .flatMap(services::findById)
                        .filter(service -> opens(request, service)))
                .map(Service::name)
                .orElseThrow(PasswordLinks::nothing);
    }

    /**
     * Asks for another password of the service, and uses the link up. A password that cannot be accepted leaves the
     * link as it was.
     *
     * @param password is wiped by whoever made it
     * @throws NotFound when the link opens nothing
     * @throws org.batuta.kernel.Refusal when the password cannot be accepted, or the service is being removed
     */
    public void setPassword(String token, @Nullable Secret password) {
        UUID requestId = links.use(PURPOSE, token).orElseThrow(PasswordLinks::nothing);
        Service service = requests.serviceOf(requestId)
                .map(locks::inItsParent)
                .filter(living -> opens(requestId, living))
                .orElseThrow(PasswordLinks::nothing);
        requests.withPassword(service.id()).forEach(other -> links.forget(PURPOSE, other));
        Request.Asked asked = new Request.Asked(BY_LINK, null, clock.instant(), null, null);
        Acting.outsider(BY_LINK).runs(() -> wishes.take(service, password, asked));
    }

    /** Whoever was asked to set it again owns it still. */
    private boolean opens(UUID requestId, Service service) {
        return service.state() != Service.State.REMOVED
                && requests.accountOf(requestId)
                        .filter(service.accountId()::equals)
                        .isPresent();
    }

    private static NotFound nothing() {
        return new NotFound("link", new UUID(0, 0));
    }
}
