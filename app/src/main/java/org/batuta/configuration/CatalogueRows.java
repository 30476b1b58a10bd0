package org.batuta.configuration;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.batuta.configuration.Catalogue.Said;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said of catalogues at the desk. */
@Component
class CatalogueRows {

    private final JdbcClient sql;

    CatalogueRows(JdbcClient sql) {
        this.sql = sql;
    }

    List<Said> of(String catalogue) {
        return sql.sql(
                        "select key, value, changed_by, changed_at from catalogue_entry where catalogue = ? order by key")
                .param(catalogue)
                .query((row, n) -> new Said(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    void put(String catalogue, Said said) {
        sql.sql("""
                insert into catalogue_entry (catalogue, key, value, changed_by, changed_at) values (?, ?, ?, ?, ?)
                on conflict (catalogue, key) do update
                set value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at""")
                .params(
                        catalogue,
                        said.key(),
                        said.value(),
                        said.by(),
                        said.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    void drop(String catalogue, String key) {
        sql.sql("delete from catalogue_entry where catalogue = ? and key = ?")
                .params(catalogue, key)
                .update();
    }
}
