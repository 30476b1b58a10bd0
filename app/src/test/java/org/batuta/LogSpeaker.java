package org.batuta;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** An application that only speaks: it has our configuration, and logs what a hostile server would have it log. */
final class LogSpeaker {

    static final String HOSTILE =
            "\u001b]52;c;bHM=\u0007\u001b[2J\r\nforged ERROR line \u202eevil\u202c \0 ${jndi:x} {} %n";

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(LogSpeaker.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(arguments);
        Logger log = LoggerFactory.getLogger("org.batuta.orchestration.trial");
        try (MDC.MDCCloseable request = MDC.putCloseable("request", "r-1");
                MDC.MDCCloseable operation = MDC.putCloseable("operation", "o-1")) {
            log.warn("It said {}", HOSTILE);
            log.warn("It broke", new IllegalStateException(HOSTILE));
        }
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            log.info("line {} of many", i);
        }
    }
}
