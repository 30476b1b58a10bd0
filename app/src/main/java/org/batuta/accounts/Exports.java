package org.batuta.accounts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.NotFound;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** All that is kept of an account, for its owners to take with them (L15). */
@Component
public class Exports {

    private final Accounts accounts;
    private final List<Kept> parts;
    private final ObjectMapper json;
    private final Audit audit;
    private final Clock clock;

    Exports(Accounts accounts, List<Kept> parts, ObjectMapper json, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.parts = parts.stream().sorted(Comparator.comparing(Kept::name)).toList();
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Says that an account's data are about to be taken out.
     *
     * @throws NotFound when whoever asks does not reach the account
     */
    @PreAuthorize("hasAuthority('SEE_AUDIT')")
    @Transactional
    public Account begin(UUID accountId) {
        Account account = find(accountId);
        audit.record("account.export", Subject.of("account", accountId).ofAccount(accountId), null, null);
        return account;
    }

    /**
     * Writes them as one JSON object with a list for each part, all as they are at one moment.
     *
     * @throws NotFound when whoever asks does not reach the account
     */
    @PreAuthorize("hasAuthority('SEE_AUDIT')")
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void write(UUID accountId, OutputStream out) throws IOException {
        find(accountId);
        JsonGenerator file = json.getFactory().createGenerator(out).useDefaultPrettyPrinter();
        file.writeStartObject();
        file.writeStringField("exported", clock.instant().toString());
        for (Kept part : parts) {
            write(part, accountId, file);
        }
        file.writeEndObject();
        file.flush();
    }

    private static void write(Kept part, UUID accountId, JsonGenerator file) throws IOException {
        file.writeArrayFieldStart(part.name());
        try (Stream<String> records = part.of(accountId)) {
            for (Iterator<String> each = records.iterator(); each.hasNext(); ) {
                file.writeRawValue(each.next());
            }
        }
        file.writeEndArray();
    }

    private Account find(UUID accountId) {
        Account account = accounts.findById(accountId)
                .filter(found -> Acting.current().mayReach(accountId))
                .orElseThrow(() -> new NotFound("account", accountId));
        if (!Acting.currentMay(Permission.SEE_AUDIT, accountId)) {
            throw new AccessDeniedException("may see the account " + accountId + ", but not take its data out");
        }
        return account;
    }
}
