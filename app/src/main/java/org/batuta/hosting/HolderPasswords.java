package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.frame.Throttle;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.OneTimeLinks;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passwords that the holders of services change, who have no login here, by the present one (C21). Only the server knows
 * that, so it is asked by the request itself, and whoever asks is told the same at once, whatever came of it: that there
 * is no such service, that it is suspended, or that something else is under way is told to nobody.
 */
@Component
@Transactional
public class HolderPasswords {

    /** Who asked, when it was whoever knows the present password; no person has this for a login. */
    public static final String BY_HOLDER = "*holder";

    private static final String PURPOSE = "mailbox-password";
    private static final Duration TOLD_FOR = Duration.ofHours(1);
    private static final int LONGEST_NAME = 320;

    /** So many wait for a server's word; of a burst of guesses the rest ends here. */
    private static final int MOST_UNPROVEN = 10;

    private final ServiceTypes types;
    private final ServiceRows services;
    private final RequestRows requests;
    private final Locks locks;
    private final Standing standing;
    private final Removals removals;
    private final ChosenPasswords passwords;
    private final Plans plans;
    private final Intake intake;
    private final OneTimeLinks links;
    private final Throttle throttle;
    private final Clock clock;

    HolderPasswords(
            ServiceTypes types,
            ServiceRows services,
            RequestRows requests,
            Locks locks,
            Standing standing,
            Removals removals,
            ChosenPasswords passwords,
            Plans plans,
            Intake intake,
            OneTimeLinks links,
            Throttle throttle,
            Clock clock) {
        this.types = types;
        this.services = services;
        this.requests = requests;
        this.locks = locks;
        this.standing = standing;
        this.removals = removals;
        this.passwords = passwords;
        this.plans = plans;
        this.intake = intake;
        this.links = links;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * What a holder types; the secrets are wiped by whoever made them.
     *
     * @param name what the service is called, as its holder writes it
     */
    public record Wish(
            String name, @Nullable Secret present, @Nullable Secret password) {}

    /**
     * Asks for another password of a service, if the present one is right.
     *
     * @param address where the call comes from
     * @return the token of the page on which it is told when the new one is in force, for an hour; there is one for every
     *     wish, whatever comes of it
     * @throws Refusal when a field cannot be accepted, or too many were tried; never for what the service is
     */
    public String ask(Wish wish, String address) {
        String typed = wish.name().strip();
        require(typed, wish);
        Optional<Named> named = types.all().stream()
                .flatMap(type -> type.nameForHolder(typed).map(name -> new Named(type.key(), name)).stream())
                .findFirst();
        String counted = named.map(Named::name).orElse(typed.toLowerCase(Locale.ROOT));
        if (!throttle.allowsTry(counted, address)) {
            throw Refusal.at("", "password.wait");
        }
        UUID subject = named.flatMap(known -> services.idOfLiving(known.type(), known.name()))
                .flatMap(service -> begin(service, wish))
                .orElseGet(Ids::next);
        return links.make(PURPOSE, subject, TOLD_FOR);
    }

    private record Named(String type, String name) {}

    private void require(String typed, Wish wish) {
        Refusal.Collector problems = new Refusal.Collector();
        if (typed.isEmpty()) {
            problems.add("address", "missing");
        } else if (typed.length() > LONGEST_NAME || !PlainText.isLine(typed) || !PlainText.canBeKept(typed)) {
            problems.add("address", "cannot-be-kept");
        }
        passwords.checkPresent(wish.present(), problems);
        passwords.check(wish.password(), problems);
        problems.refuseIfAny();
    }

    private Optional<UUID> begin(UUID serviceId, Wish wish) {
        Service service = locks.inItsParent(serviceId);
        if (!standing.isInForce(service) || removals.isUnderWay(service) || isBusy(serviceId)) {
            return Optional.empty();
        }
        Request.Asked asked = new Request.Asked(BY_HOLDER, null, clock.instant(), null, null);
        Request request = new Request(service, Verb.SET_PASSWORD, null, asked);
        passwords.seal(service, request, wish.password());
        UUID present = passwords.sealPresent(service, request, Objects.requireNonNull(wish.present()));
        UUID step = plans.prove(request, service, present);
        Acting.outsider(BY_HOLDER)
                .runs(() -> intake.begin(PasswordWishes.PROCESS, request, Map.of("proofStep", step.toString())));
        return Optional.of(request.id());
    }

    /** What its account's people want comes first, and a burst of guesses fills no queue. */
    private boolean isBusy(UUID serviceId) {
        return requests.countOpen(serviceId, Verb.SET_PASSWORD, BY_HOLDER) > 0
                || requests.countUnproven(serviceId, BY_HOLDER) >= MOST_UNPROVEN;
    }

    /**
     * Whether it is known that the password which was asked for is in force; of all else nobody learns anything here.
     *
     * @throws NotFound when this is no token
     */
    @Transactional(readOnly = true)
    public boolean isInForce(String token) {
        if (!OneTimeLinks.isToken(token)) {
            throw new NotFound("wish of a holder", "by no token");
        }
        return links.look(PURPOSE, token)
                .flatMap(requests::findById)
                .filter(request -> request.state() == Request.State.DONE)
                .isPresent();
    }
}
