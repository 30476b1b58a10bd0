package org.batuta.hosting;

import static org.batuta.accounts.Permission.TRANSFER_SERVICES;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.hosting.Transfer.State;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transfers as each of the two sides may see them, and the staff both: neither reads the other's service or people. */
@Component
@Transactional(readOnly = true)
public class TransferBook {

    private final TransferRows rows;
    private final Accounts accounts;
    private final Belongings belongings;

    TransferBook(TransferRows rows, Accounts accounts, Belongings belongings) {
        this.rows = rows;
        this.accounts = accounts;
        this.belongings = belongings;
    }

    /**
     * A transfer as a reader may see it.
     *
     * @param within how many of each type live in the service, while it waits
     * @param service the service as the reader has it; of one that moved the giving side keeps what is gone, and of one
     *     that did not the other side has nothing
     * @param to null for a reader who belongs to the other side
     * @param mayAnswer whether the reader may accept and decline it
     * @param mayWithdraw whether the reader may take it back
     */
    public record Seen(
            Transfer transfer,
            @Nullable UUID service,
            Map<String, Long> within,
            Account from,
            @Nullable Account to,
            boolean mayAnswer,
            boolean mayWithdraw) {

        public Seen {
            within = new TreeMap<>(within);
        }

        /** What goes along, to be sent back by whoever accepts just that. */
        public String goesAlong() {
            return within.toString();
        }
    }

    /**
     * One transfer.
     *
     * @throws NotFound when there is none, or it is between others
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Seen get(UUID id) {
        requireReached(id);
        return seen(List.of(rows.findById(id).orElseThrow())).get(0);
    }

    private List<Seen> seen(List<Transfer> transfers) {
        Map<UUID, Map<String, Long>> within = belongings.within(transfers.stream()
                .filter(Transfer::isWaiting)
                .map(Transfer::serviceId)
                .toList());
        Map<UUID, Account> sides =
                accounts.named(transfers.stream().flatMap(TransferBook::shownOf).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Account::id, Function.identity()));
        return transfers.stream()
                .map(transfer -> seen(transfer, within.getOrDefault(transfer.serviceId(), Map.of()), sides))
                .toList();
    }

    private static Stream<UUID> shownOf(Transfer transfer) {
        UUID to = transfer.toAccount();
        return to != null && Acting.current().mayReach(to)
                ? Stream.of(transfer.fromAccount(), to)
                : Stream.of(transfer.fromAccount());
    }

    private static Seen seen(Transfer transfer, Map<String, Long> within, Map<UUID, Account> sides) {
        UUID to = transfer.toAccount();
        UUID from = transfer.fromAccount();
        boolean waiting = transfer.isWaiting();
        return new Seen(
                transfer,
                service(transfer),
                waiting ? within : Map.of(),
                Objects.requireNonNull(sides.get(from)),
                to == null ? null : sides.get(to),
                waiting && to != null && mayAnswer(to),
                waiting && Acting.current().mayReach(from) && Acting.currentMay(TRANSFER_SERVICES, from));
    }

    private static @Nullable UUID service(Transfer transfer) {
        UUID to = transfer.toAccount();
        Acting acting = Acting.current();
        boolean moved = transfer.state() == State.MOVED;
        if (moved ? to != null && acting.mayReach(to) : acting.mayReach(transfer.fromAccount())) {
            return transfer.serviceId();
        }
        return moved ? transfer.leftBehind() : null;
    }

    /** The transfers that the reader may see, the newest first. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Seen> search(@Nullable UUID before, int most) {
        Acting acting = Acting.current();
        UUID last = before == null ? Ids.LAST : before;
        return seen(rows.newest(acting.staff(), acting.accountIds(), last, Limit.of(most)));
    }

    /** What waits for an answer of whoever is logged in. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Seen> offered() {
        List<UUID> mine = Acting.current().accountIds().stream()
                .filter(TransferBook::mayAnswer)
                .toList();
        List<Transfer> offered = mine.isEmpty() ? List.of() : rows.offeredTo(mine);
        return offered.isEmpty() ? List.of() : seen(offered);
    }

    /** The transfer that waits for a service, or by which it is somebody else's now; of services that the reader may see. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Optional<Transfer> about(UUID serviceId) {
        return rows.about(serviceId).filter(transfer -> Acting.current().mayReach(transfer.fromAccount()));
    }

    void requireReached(UUID id) {
        NotFound nothing = new NotFound("transfer", id);
        UUID giver = rows.giverOf(id).orElseThrow(() -> nothing);
        Acting acting = Acting.current();
        if (!acting.mayReach(giver)
                && rows.receiverOf(id).filter(acting::mayReach).isEmpty()) {
            throw nothing;
        }
    }

    static boolean mayAnswer(UUID receiver) {
        return Acting.current().accountIds().contains(receiver) && Acting.currentMay(TRANSFER_SERVICES, receiver);
    }
}
