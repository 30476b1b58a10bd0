package org.batuta.security.tokens;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.notifications.Letters;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells people once, some days before, that a token of theirs ends, so that no program of theirs stops by surprise. */
@Component
public class TokenNotices {

    private static final int PORTION = 50;

    private final TokenRows rows;
    private final Tokens tokens;
    private final People people;
    private final Letters letters;
    private final Clock clock;

    TokenNotices(TokenRows rows, Tokens tokens, People people, Letters letters, Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.people = people;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Writes about the next tokens that end soon. Those that nobody has to be told of, because they were short-lived
     * from the start or open nothing, are passed over for good.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean writeNext() {
        Instant now = clock.instant();
        List<Token> next = rows.toWarnOf(now, tokens.soon(), Limit.of(PORTION));
        next.stream()
                .filter(token -> rows.warned(token.id(), now) == 1 && tokens.isWorthANotice(token))
                .forEach(token -> people.findById(token.personId()).ifPresent(person -> tell(person, token)));
        return next.size() == PORTION;
    }

    private void tell(Person person, Token token) {
        LocalDate end = token.expires().atOffset(ZoneOffset.UTC).toLocalDate();
        letters.tellPerson(
                person,
                "token-ends/" + token.id(),
                "token-ends",
                Map.of("what", token.name(), "until", end.toString(), "link", "/tokens"));
    }
}
