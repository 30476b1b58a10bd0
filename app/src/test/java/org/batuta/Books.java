package org.batuta;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many rows there are of everything that people ask for, and of the processes that their asking starts. Whoever is
 * refused leaves no trace: the books are the same as before. What the application does by itself is not counted.
 */
public final class Books {

    private static final String COUNT = """
            select 'account' as what, count(*) as rows from account
            union all select 'person', count(*) from person
            union all select 'membership', count(*) from membership
            union all select 'invitation', count(*) from invitation where ended is null
            union all select 'contact', count(*) from contact
            union all select 'server', count(*) from server
            union all select 'route', count(*) from route
            union all select 'service', count(*) from service
            union all select 'placement', count(*) from placement
            union all select 'request', count(*) from request
            union all select 'suspension', count(*) from suspension
            union all select 'closure', count(*) from closure
            union all select 'transfer', count(*) from transfer
            union all select 'token', count(*) from api_token where ended is null
            union all select 'envelope', count(*) from envelope
            union all select proc_def_key_, count(*) from act_hi_procinst
                where proc_def_key_ in ('change-service', 'remove-service', 'enrol-server', 'suspend-account', 'close-account', 'transfer-service', 'change-password') group by proc_def_key_""";

    private Books() {}

    /** The counts as they are now. */
    public static Map<String, Long> read(JdbcClient sql) {
        Map<String, Long> counts = new TreeMap<>();
        sql.sql(COUNT)
                .query((row, n) -> counts.put(row.getString(1), row.getLong(2)))
                .list();
        return counts;
    }
}
