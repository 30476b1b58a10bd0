package org.batuta.accounts.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.History;
import org.batuta.audit.AuditEntry;
import org.batuta.audit.AuditSearch;
import org.batuta.audit.Difference;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was done by whom, for programs: all of it for the staff, and that of an account for its owners (A12). */
@RestController
@RequestMapping(Link.ROOT + "/audit")
class AuditCalls {

    private final History history;

    AuditCalls(History history) {
        this.history = history;
    }

    /**
     * Which entries a program looks for.
     *
     * @param account customers name theirs
     * @param object what it was done to
     * @param person who did it
     * @param action the whole of it, or what it begins with up to a dot
     */
    record Filter(
            @Nullable Link account,
            @Nullable String type,
            @Nullable UUID object,
            @Nullable UUID person,
            @Nullable Link request,
            @Nullable String action,
            @Nullable Instant since) {

        AuditSearch search() {
            Refusal.Collector problems = new Refusal.Collector();
            problems.require(type == null || PlainText.isLine(type), "type", "choice");
            problems.require(action == null || PlainText.isLine(action), "action", "choice");
            problems.refuseIfAny();
            return new AuditSearch(
                    account == null ? null : account.in("accounts", "account"),
                    type,
                    object,
                    person,
                    request == null ? null : request.in("requests", "request"),
                    action,
                    since);
        }
    }

    /**
     * An entry as programs see it.
     *
     * @param type what kind of object it was done to
     * @param token by which a program did it for that person
     * @param login who did it; empty when the account was erased
     * @param inNameOf the customer in whose name it was done
     * @param remote the address it came from
     * @param erased whether its account was erased, and with it all personal values
     */
    record Shown(
            UUID id,
            Instant at,
            String action,
            String type,
            UUID object,
            @Nullable Link account,
            UUID person,
            @Nullable UUID token,
            String login,
            @Nullable String inNameOf,
            @Nullable String remote,
            @Nullable Link request,
            boolean erased,
            List<Difference> differences) {

        static Shown of(AuditEntry entry) {
            return new Shown(
                    entry.id(),
                    entry.at(),
                    entry.action(),
                    entry.objectType(),
                    entry.objectId(),
                    link("accounts", entry.accountId()),
                    entry.personId(),
                    entry.token(),
                    entry.login(),
                    entry.inNameOf(),
                    entry.remote(),
                    link("requests", entry.request()),
                    entry.erased(),
                    entry.differences());
        }

        private static @Nullable Link link(String collection, @Nullable UUID id) {
            return id == null ? null : new Link(collection, id);
        }
    }

    /** The newest first. */
    @GetMapping
    @Calls(value = History.class, method = "search")
    Listing<Shown> list(Filter filter, Portion portion) {
        return portion.of(
                history.search(filter.search(), portion.after(), portion.look()),
                AuditEntry::id,
                part -> part.stream().map(Shown::of).toList());
    }
}
