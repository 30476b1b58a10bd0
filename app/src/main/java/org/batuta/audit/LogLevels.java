package org.batuta.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * Sets how much is logged while the application runs, on this node and until it ends. It is written down who did, and
 * libraries stay silent where their details would show values: rows, requests, keystrokes.
 */
@Component
@EndpointWebExtension(endpoint = LoggersEndpoint.class)
class LogLevels {

    /** All log levels of a node are one thing to the audit. */
    static final UUID LEVELS = UUID.fromString("00000000-0000-0000-0000-6c6f67676572");

    private static final String OURS = "org.batuta";

    /** Who tells what it does, at DEBUG, without the values it does it with. */
    private static final List<String> DISCREET =
            List.of(OURS, "org.camunda", "org.springframework", "org.hibernate.SQL", "com.zaxxer.hikari");

    private final LoggersEndpoint levels;
    private final LoggingSystem system;
    private final Audit audit;

    LogLevels(LoggingSystem system, LoggersEndpoint levels, Audit audit) {
        this.system = system;
        this.levels = levels;
        this.audit = audit;
    }

    /**
     * Sets one logger.
     *
     * @param configuredLevel null for the level of its parent
     * @throws InvalidEndpointRequestException when that logger would show secrets at that level
     */
    @WriteOperation
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    public void configure(@Selector String name, @Nullable LogLevel configuredLevel) {
        if (configuredLevel != null && !mayBe(name, configuredLevel)) {
            throw new InvalidEndpointRequestException(
                    name + " would show values at " + configuredLevel, "it may show secrets");
        }
        audit.record("log.level", "log", LEVELS, Map.of(name, before(name)), Map.of(name, word(configuredLevel)));
        levels.configureLogLevel(name, configuredLevel);
    }

    private String before(String name) {
        var configuration = system.getLoggerConfiguration(name);
        return configuration == null ? word(null) : word(configuration.getConfiguredLevel());
    }

    private static String word(@Nullable LogLevel level) {
        return level == null ? "as its parent" : level.name();
    }

    private static boolean mayBe(String name, LogLevel level) {
        return switch (level) {
            case TRACE -> isBelow(name, OURS);
            case DEBUG -> DISCREET.stream().anyMatch(each -> isBelow(name, each));
            default -> true;
        };
    }

    private static boolean isBelow(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
