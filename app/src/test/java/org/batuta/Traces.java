package org.batuta;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a text has left a trace: in the rows of all tables, and in what is written to the log from now on. */
public final class Traces implements AutoCloseable {

    private static final Logger EVERYTHING = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger OWN = (Logger) LoggerFactory.getLogger("org.batuta");

    private final JdbcClient sql;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Listens to this application, which says of itself all that it can say. */
    public Traces(BeanFactory application) {
        sql = application.getBean(JdbcClient.class);
        OWN.setLevel(Level.TRACE);
        log.start();
        EVERYTHING.addAppender(log);
    }

    /** The tables that have the text in any row, as text or as bytes in UTF-8. */
    public List<String> tablesWith(String text) {
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return sql
                .sql("select table_name::text from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> rows(table, text) + rows(table, bytes) > 0)
                .toList();
    }

    private long rows(String table, String text) {
        return sql.sql("select count(*) from \"%1$s\" each where strpos(each::text, ?) > 0".formatted(table))
                .param(text)
                .query(Long.class)
                .single();
    }

    /** The lines with the text, whoever wrote them. */
    public List<String> linesWith(String text) {
        synchronized (log) {
            return log.list.stream()
                    .map(Traces::line)
                    .filter(line -> line.contains(text))
                    .toList();
        }
    }

    private static String line(ILoggingEvent event) {
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @Override
    public void close() {
        EVERYTHING.detachAppender(log);
        OWN.setLevel(null);
    }
}
