package org.batuta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.OneDatabase;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How soon pages with lists are there when a provider has many customers. A bench fails only when a page is none. */
@BatutaTest
@ExtendWith(Figures.class)
@SuppressWarnings("NullAway.Init")
class ListsBench {

    private static final int READERS = 2;
    private static final int WARM_UP = 100;
    private static final int READINGS = 200;

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account large;

    @BeforeEach
    void aProviderWithManyCustomers() {
        large = cast.anAccount("Large");
        sql.sql(
                        "with opened as (insert into account (id, number, name, kind, language, state, opened, version)"
                                + " select gen_random_uuid(), nextval('account_number'), substr(md5(n::text), 1, 8) || ' ' || n,"
                                + " 'COMPANY', 'en', 'ACTIVE', now(), 0 from generate_series(1, 10000) n returning id, number)"
                                + " insert into contact (id, account_id, usage, email, language, confirmed)"
                                + " select gen_random_uuid(), id, 'EMERGENCY', number || '@example.org', 'en', now() from opened")
                .update();
        sql.sql("insert into person (id, login, name, email, password_hash, disabled, created, version)"
                        + " select gen_random_uuid(), substr(md5(n::text), 1, 8) || n, 'Person ' || n,"
                        + " n || '@example.org', 'none', false, now(), 0 from generate_series(1, 10000) n")
                .update();
        services("select id, number from account where name <> '" + large.name() + "'", 10);
        services("select id, number from account where id = '" + large.id() + "'", 1000);
        sql.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, asked_by, asked_at,"
                        + " ended_at) select gen_random_uuid(), 0, account_id, id, 'CREATE', 'EXISTENCE', 'DONE', 'ada',"
                        + " created_at, created_at from service where type = 'mailboxes'")
                .update();
        JdbcClient.create(OneDatabase.as(OneDatabase.SUPERUSER))
                .sql("vacuum analyze")
                .update(); // as whoever may: of another it is skipped with a warning
    }

    /** A domain each, and mailboxes in it, made one by one in a thousand days. */
    private void services(String accounts, int each) {
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at, activated_at)"
                        + " select gen_random_uuid(), 0, 'domains', substr(md5(a.number::text), 1, 6) || a.number"
                        + " || '.test', a.id, 'ACTIVE', '{\"records\": []}', now() - random() * interval '1000 days', now() from ("
                        + accounts + ") a")
                .update();
        sql.sql("insert into service (id, version, type, name, account_id, parent_id, state, spec, created_at,"
                        + " activated_at) select gen_random_uuid(), 0, 'mailboxes', substr(md5(n::text), 1, 6) || n ||"
                        + " '@' || d.name, d.account_id, d.id, 'ACTIVE', '{\"quotaMb\": 100}', now() - random() * interval '1000 days', now()"
                        + " from service d, generate_series(2, " + each + ") n"
                        + " where d.type = 'domains' and d.account_id in (select id from (" + accounts + ") a)")
                .update();
    }

    @Test
    void pagesWithLists() throws Exception {
        assertThat(sql.sql("select count(*) from service").query(Long.class).single())
                .isGreaterThan(100_000);
        Visitor staff = new Visitor(port);
        staff.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);
        Visitor owner = new Visitor(port);
        owner.login(cast.aCustomer(large, Role.OWNER).login(), Visitor.PASSWORD);
        measure("staff, accounts", staff, "/desk/accounts", 150);
        measure("staff, accounts, page 400", staff, "/desk/accounts?page=400", 150);
        measure("staff, accounts with words", staff, "/desk/accounts?words=abc", 150);
        measure("staff, services", staff, "/services", 150);
        measure("staff, services, page 4,000", staff, "/services?page=4000", 150);
        measure("staff, services of one type, page 1,000", staff, "/services?type=mailboxes&page=1000", 150);
        measure("staff, services that live in nothing else, page 100", staff, "/services?top=true&page=100", 150);
        measure("staff, requests", staff, "/requests", 150);
        measure("staff, finished requests of 30 days", staff, "/desk/finished", 150);
        measure("staff, finished requests of 1,000 days", staff, "/desk/finished?from=2000-01-01", 150);
        measure("staff, people", staff, "/desk/people", 150);
        measure("owner of 1,000 services, home", owner, "/", 150);
        measure("owner of 1,000 services, services", owner, "/services?page=20", 150);
        for (Map.Entry<String, String> words : Map.of("two letters", "ab", "a part of a name", "3f7", "nothing", "zzzz")
                .entrySet()) {
            measure("staff, find " + words.getKey(), staff, "/find?q=" + words.getValue(), 300);
        }
        measure("owner of 1,000 services, find two letters", owner, "/find?q=ab", 300);
    }

    private static void measure(String what, Visitor visitor, String address, int goal) throws Exception {
        read(visitor, address, WARM_UP);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                all.add(readers.submit(() -> read(visitor, address, READINGS)));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> some : all) {
                millis.addAll(some.get());
            }
            Percentiles taken = Percentiles.of(millis.stream().flatMapToDouble(DoubleStream::of));
            Figures.add(what + ": p95", taken.at(95), "ms", "goal " + goal);
        } finally {
            readers.shutdownNow();
        }
    }

    private static List<Double> read(Visitor visitor, String address, int times) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            assertThat(visitor.get(address).statusCode()).isEqualTo(200);
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return millis;
    }
}
