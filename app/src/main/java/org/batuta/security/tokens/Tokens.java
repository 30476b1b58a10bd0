package org.batuta.security.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Logins;
import org.batuta.accounts.Logins.Live;
import org.batuta.accounts.RightsChanged;
import org.batuta.accounts.Role;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tokens of whoever is logged in, and what one of them opens (A09). A token never may more than its person may at
 * that moment, and ends for good when its person loses the role on which it stands.
 */
@Component
@Transactional
public class Tokens {

    /** How long a token may live at most. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final int LONGEST_NAME = 80;
    private static final int MOST_ADDRESSES = 20;
    private static final int MOST = 50;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final TokenRows rows;
    private final Logins logins;
    private final Audit audit;
    private final TokenSettings settings;
    private final Clock clock;

    Tokens(TokenRows rows, Logins logins, Audit audit, TokenSettings settings, Clock clock) {
        this.rows = rows;
        this.logins = logins;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** A new token, and its text, which is told this once. */
    public record Made(Token token, String text) {}

    /** The person's tokens that nobody ended, the newest first; also those whose time is over. */
    @Transactional(readOnly = true)
    public List<Token> mine() {
        return rows.of(Acting.current().personId());
    }

    /** What ends until then ends soon: its person is told. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Instant soon() {
        return clock.instant().plus(settings.notice());
    }

    /**
     * The token of the program that calls.
     *
     * @throws NotFound when it is no program that calls, or its token was ended just now
     */
    @Transactional(readOnly = true)
    public Token current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof Bearer bearer) {
            return rows.find(bearer.token(), bearer.getPrincipal().personId())
                    .orElseThrow(() -> new NotFound("token", bearer.token()));
        }
        throw new NotFound("token", "of a person");
    }

    /**
     * Makes a token for whoever is logged in.
     *
     * @throws Refusal at {@code name}, {@code account} or {@code addresses}
     */
    public Made make(Wanted wanted) {
        Acting acting = Acting.current();
        Instant now = clock.instant();
        rows.endExpired(acting.personId(), now);
        List<Token> living = rows.of(acting.personId());
        require(wanted, acting, living);
        String text = TokenText.next();
        Token token = rows.saveAndFlush(new Token(acting.personId(), wanted, text, now));
        audit.record("token.make", subject(token), null, written(token));
        return new Made(token, text);
    }

    /**
     * Ends one of the person's own tokens at once.
     *
     * @throws NotFound when there is none, or it is somebody else's
     */
    public void end(UUID id) {
        Acting acting = Acting.current();
        Token token = rows.find(id, acting.personId()).orElseThrow(() -> new NotFound("token", id));
        end(token, acting.login());
    }

    /** Whom this token makes act now; nobody, when it is none, its time is over, or it comes from elsewhere. */
    Optional<Bearer> open(String text, String address) {
        Instant now = clock.instant();
        Optional<Bearer> bearer = Optional.of(text)
                .filter(TokenText::isOne)
                .flatMap(one -> rows.open(TokenText.hash(one), now))
                .filter(token -> token.mayComeFrom(address))
                .flatMap(token -> logins.of(token.personId()).flatMap(live -> bearer(token, live)));
        bearer.ifPresent(known -> rows.note(known.token(), address, now, now.minus(A_WHILE)));
        return bearer;
    }

    /** Whether its person has to be told that it ends: it opens something, and was not short-lived from the start. */
    boolean isWorthANotice(Token token) {
        return token.created().plus(settings.notice()).isBefore(token.expires())
                && logins.of(token.personId())
                        .flatMap(live -> bearer(token, live))
                        .isPresent();
    }

    /** In the transaction that takes a role away, what stood on it ends. */
    @EventListener
    void on(RightsChanged changed) {
        Optional<Live> live = logins.of(changed.personId());
        rows.of(changed.personId()).stream()
                .filter(token -> live.flatMap(now -> bearer(token, now)).isEmpty())
                .forEach(token -> end(token, Acting.currentOrSystem().login()));
    }

    private void end(Token token, String by) {
        token.end(by, clock.instant());
        audit.record("token.end", subject(token), written(token), null);
    }

    private static Subject subject(Token token) {
        return Subject.of("token", token.id()).ofAccount(token.accountId());
    }

    private static Optional<Bearer> bearer(Token token, Live live) {
        UUID account = token.accountId();
        Acting person = live.acting();
        if (account == null) {
            return Optional.of(person)
                    .filter(Acting::staff)
                    .map(staff -> new Bearer(token, staff, token.scope().of(live.permissions())));
        }
        return Optional.ofNullable(person.roles().get(account)).map(role -> inRole(token, person, account, role));
    }

    private static Bearer inRole(Token token, Acting person, UUID account, Role role) {
        Acting one = new Acting(
                person.personId(), person.login(), person.name(), false, Map.of(account, role), person.inNameOf());
        return new Bearer(token, one, token.scope().of(role.permissions()));
    }

    private static void require(Wanted wanted, Acting acting, List<Token> living) {
        Refusal.Collector problems = new Refusal.Collector();
        String name = wanted.name();
        boolean line = !name.isBlank() && name.length() <= LONGEST_NAME && PlainText.isLine(name);
        problems.require(line, "name", "token.name", LONGEST_NAME);
        problems.require(living.stream().noneMatch(token -> token.name().equals(name)), "name", "token.name-taken");
        UUID account = wanted.accountId();
        boolean standsOnARole =
                account == null ? acting.staff() : acting.roles().containsKey(account);
        problems.require(standsOnARole, "account", "choice");
        problems.require(wanted.life().compareTo(LONGEST) <= 0, "days", "choice");
        problems.require(
                wanted.addresses().size() <= MOST_ADDRESSES, "addresses", "token.many-addresses", MOST_ADDRESSES);
        wanted.addresses().stream()
                .filter(range -> AddressRange.parse(range).isEmpty())
                .findFirst()
                .ifPresent(range -> problems.add("addresses", "token.address", PlainText.visibleLine(range)));
        problems.refuseIfAny();
        problems.require(living.size() < MOST, "", "token.many", MOST);
        problems.refuseIfAny();
    }

    private static Map<String, Object> written(Token token) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("name", token.name());
        written.put("start", token.start());
        written.put("account", token.accountId());
        written.put("scope", token.scope());
        written.put("addresses", token.addresses());
        written.put("expires", token.expires());
        return written;
    }
}
