package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for a text in every column of every table of a database, also in the engine's and in what is binary. */
public record EveryTable(JdbcClient sql) {

    private static final String COLUMNS = """
            select format('select %L from %I.%I where position(lower(%L) in lower(%I::text)) > 0'
                || ' or position(%L in %I::text) > 0 limit 1',
                table_name, table_schema, table_name, :mark, column_name, :hex, column_name)
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')""";

    /** The tables that have it, in small or large letters, in order. */
    public List<String> with(String text) {
        List<String> looks = sql.sql(COLUMNS)
                .param("mark", text)
                .param("hex", HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
                .query(String.class)
                .list();
        assertThat(looks).as("columns").hasSizeGreaterThan(500);
        TreeSet<String> found = new TreeSet<>();
        looks.forEach(look -> sql.sql(look).query(String.class).optional().ifPresent(found::add));
        return List.copyOf(found);
    }
}
