package org.batuta.workflow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Gauges out of the database: the columns of one row are read by one query with a time limit, at most once in five
 * seconds however many ask, and are not a number while the database does not answer.
 */
public final class Figures implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int LIMIT_SECONDS = 3;

    private final JdbcTemplate sql;
    private final String query;
    private final Map<String, String> gauges;

    private Map<String, Object> read = Map.of();
    private long readAt = System.nanoTime() - FRESH.toNanos();

    /**
     * @param query gives one row of numbers
     * @param gauges what each column of it says, by the column's name; the gauge is {@code batuta.} and that name with
     *     dots
     */
    public Figures(DataSource database, String query, Map<String, String> gauges) {
        this.sql = new JdbcTemplate(database);
        sql.setQueryTimeout(LIMIT_SECONDS);
        this.query = query;
        this.gauges = gauges;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauges.forEach((column, meaning) -> Gauge.builder("batuta." + column.replace('_', '.'), () -> value(column))
                .description(meaning)
                .strongReference(true)
                .register(registry));
    }

    private synchronized Number value(String column) {
        if (System.nanoTime() - readAt >= FRESH.toNanos()) {
            try {
                read = sql.queryForMap(query);
            } catch (DataAccessException e) {
                LOG.warn("Nothing can be counted: {}", e.getMessage());
                read = Map.of();
            }
            readAt = System.nanoTime();
        }
        return (Number) read.getOrDefault(column, Double.NaN);
    }
}
