package org.batuta;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Where a text has left a trace: in the rows of all tables, and in what is written to log and files from now on. */
public final class Traces implements AutoCloseable {

    private static final Logger EVERYTHING = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger OWN = (Logger) LoggerFactory.getLogger("org.batuta");

    private final JdbcClient sql;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final long began = Instant.now().getEpochSecond() - 1;

    /** Listens to this application, which says of itself all that it can say. */
    public Traces(BeanFactory application) {
        this(application.getBean(JdbcClient.class));
    }

    /** Listens to nobody in this process: what leaves traces are other processes. */
    public Traces() {
        this(JdbcClient.create(OneDatabase.as(OneDatabase.SUPERUSER)));
    }

    private Traces(JdbcClient sql) {
        this.sql = sql;
        OWN.setLevel(Level.TRACE);
        log.start();
        EVERYTHING.addAppender(log);
    }

    /** The tables that have the text anywhere, as text or as bytes in UTF-8. */
    public List<String> tablesWith(String text) {
        return new EveryTable(sql).with(text);
    }

    /** Writes what is in all tables into files of this folder as a dump has it, and what was logged into {@code log}. */
    public void writeTo(Path folder) throws IOException, SQLException {
        try (Connection connection = OneDatabase.as(OneDatabase.SUPERUSER).getConnection()) {
            CopyManager dump = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("select oid::regclass::text from pg_class where relkind in ('r', 'm')")
                    .query(String.class)
                    .list()) {
                try (OutputStream file = Files.newOutputStream(folder.resolve(table))) {
                    dump.copyOut("copy " + table + " to stdout", file);
                }
            }
        }
        synchronized (log) {
            Files.write(
                    folder.resolve("log"), (Iterable<String>) log.list.stream().map(Traces::line)::iterator);
        }
    }

    /** The files with any of the texts that changed since: those of the database with its log, and temporary ones. */
    public List<String> filesWith(Collection<String> texts) throws IOException {
        JdbcClient everywhere = JdbcClient.create(OneDatabase.as(OneDatabase.SUPERUSER));
        everywhere.sql("checkpoint").update();
        String database =
                everywhere.sql("show data_directory").query(String.class).single();
        return filesWith(texts, database, System.getProperty("java.io.tmpdir"));
    }

    /** The same below these folders. */
    public List<String> filesWith(Collection<String> texts, String... folders) throws IOException {
        Path wanted = Files.createTempFile("wanted", "");
        try {
            Files.write(wanted, texts, StandardCharsets.ISO_8859_1);
            return filesWith(wanted.toString(), folders);
        } finally {
            Files.delete(wanted);
        }
    }

    private List<String> filesWith(String wanted, String... folders) throws IOException {
        List<String> search = new ArrayList<>(List.of("find"));
        search.addAll(List.of(folders));
        // where this project lies below the temporary files, the disks of the test servers do, too
        search.addAll(
                List.of("-path", Path.of("target", "servers-*").toAbsolutePath().toString(), "-prune", "-o"));
        search.addAll(List.of("-type", "f", "-newermt", "@" + began, "!", "-samefile", wanted));
        search.addAll(List.of("-exec", "grep", "-lsaF", "-f", wanted, "--", "{}", "+"));
        ProcessBuilder builder = new ProcessBuilder(search).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        Process running = builder.start();
        return running.inputReader(StandardCharsets.UTF_8).lines().distinct().toList();
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
