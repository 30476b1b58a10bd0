package org.batuta.hosting;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Closes an account of a story; the undo windows of its services pass at once. */
final class Farewell {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Closures closures;
    private final Accounts accounts;
    private final Administrator administrator;
    private final JdbcClient sql;

    Farewell(BeanFactory application) {
        this.closures = application.getBean(Closures.class);
        this.accounts = application.getBean(Accounts.class);
        this.sql = application.getBean(JdbcClient.class);
        this.administrator = new Administrator(application);
    }

    UUID begin(Account account, String reason) {
        return As.administrator()
                .get(() -> closures.close(account.id(), account.name(), reason).id());
    }

    void stop(Account account) {
        As.administrator().run(() -> closures.stop(account.id()));
    }

    void awaitsClosed(Account account) {
        await("the account to be closed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    letWindowsPass(account);
                    return stateOf(account) == Account.State.CLOSED;
                });
    }

    Account.State stateOf(Account account) {
        return accounts.findById(account.id()).orElseThrow().state();
    }

    private void letWindowsPass(Account account) {
        sql.sql("select id from request where account_id = ? and state = 'WAITING' and waits_until is not null")
                .param(account.id())
                .query(UUID.class)
                .list()
                .forEach(removal -> administrator.letTimePass(removal, "windowPassed"));
    }

    /** The request that removes this service. */
    UUID removalOf(UUID service) {
        return await("the removal")
                .atMost(PATIENCE)
                .until(
                        () -> sql.sql("select id from request where service_id = ? and verb = 'REMOVE'"
                                        + " order by asked_at desc limit 1")
                                .param(service)
                                .query(UUID.class)
                                .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    boolean isOver(UUID closure) {
        return sql.sql("select ended_at is not null from closure where id = ?")
                .param(closure)
                .query(Boolean.class)
                .single();
    }
}
