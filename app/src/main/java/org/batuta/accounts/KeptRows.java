package org.batuta.accounts;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

record KeptRows(String name, DataSource database, String query) implements Kept {

    private static final int AT_ONCE = 500;

    @Override
    public Stream<String> of(UUID accountId) {
        JdbcTemplate sql = new JdbcTemplate(database);
        sql.setFetchSize(AT_ONCE);
        return new NamedParameterJdbcTemplate(sql)
                .queryForStream(
                        "select to_jsonb(part) from (" + query + ") part",
                        Map.of("account", accountId),
                        (row, n) -> row.getString(1));
    }
}
