package org.batuta.security.tokens;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One token of a person. It is known by its hash: nobody, we included, can show it a second time. */
@Entity
@Table(name = "api_token")
public class Token {

    @Id
    private UUID id;

    private UUID personId;
    private @Nullable UUID accountId;
    private String name;
    private String start;

    @SuppressWarnings("unused") // read by SQL
    private byte[] hash;

    @Enumerated(EnumType.STRING)
    private Scope scope;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> addresses;

    private Instant created;
    private Instant expires;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant ended;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable String endedBy;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant warned;

    private @Nullable Instant used;
    private @Nullable String usedFrom;

    @SuppressWarnings("NullAway.Init")
    protected Token() {}

    Token(UUID personId, Wanted wanted, String text, Instant now) {
        this.id = Ids.next();
        this.personId = personId;
        this.accountId = wanted.accountId();
        this.name = wanted.name();
        this.start = TokenText.start(text);
        this.hash = TokenText.hash(text);
        this.scope = wanted.scope();
        this.addresses = List.copyOf(wanted.addresses());
        this.created = now;
        this.expires = now.plus(wanted.life());
    }

    void end(String by, Instant now) {
        this.ended = now;
        this.endedBy = by;
    }

    boolean mayComeFrom(String address) {
        return addresses.isEmpty()
                || addresses.stream()
                        .anyMatch(range -> AddressRange.parse(range)
                                .filter(known -> known.contains(address))
                                .isPresent());
    }

    UUID personId() {
        return personId;
    }

    public UUID id() {
        return id;
    }

    /** The account for which it acts; null for what its person may do as one of the staff. */
    public @Nullable UUID accountId() {
        return accountId;
    }

    /** What its person calls it. */
    public String name() {
        return name;
    }

    /** The first characters of it, to tell which of them a program has. */
    public String start() {
        return start;
    }

    /** How much it may do. */
    public Scope scope() {
        return scope;
    }

    /** From where it may be used, as {@code 192.0.2.0/24}; empty for everywhere. */
    public List<String> addresses() {
        return addresses;
    }

    /** When it was made. */
    public Instant created() {
        return created;
    }

    /** From when on it opens nothing any more. */
    public Instant expires() {
        return expires;
    }

    /** When it was last used, to the minute; null for never. */
    public @Nullable Instant used() {
        return used;
    }

    /** From where it was last used. */
    public @Nullable String usedFrom() {
        return usedFrom;
    }

    /** Whether its time is over. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expires);
    }

    /** Whether its time goes on, but not beyond {@code soon}. */
    public boolean isEnding(Instant now, Instant soon) {
        return !isExpired(now) && !expires.isAfter(soon);
    }
}
