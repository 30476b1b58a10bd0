package org.batuta.audit;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.batuta.audit.Chain.Head;
import org.batuta.audit.Chain.Verified;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The command {@code java -jar app.jar verify-audit [number:hash]}: verifies the chain of the audit, without a node, and
 * names the first broken link. Beside a head that an earlier run printed, it also sees a chain that was made anew.
 */
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@Import(Chain.class)
public class VerifyAudit {

    /** The word after the name of the jar. */
    public static final String COMMAND = "verify-audit";

    private static final int WHOLE = 0;
    private static final int BROKEN = 1;

    /**
     * Verifies and says what was found.
     *
     * @param arguments the command, then the head that was noted, then settings as {@code --name=value}
     * @return how the process ends: 0 when the chain holds, 1 when it is broken
     */
    public static int run(String[] arguments, PrintStream out) {
        String[] settings = Stream.concat(
                        Stream.of("--logging.level.root=WARN", "--spring.datasource.hikari.maximum-pool-size=1"),
                        Arrays.stream(arguments).filter(each -> each.startsWith("--")))
                .toArray(String[]::new);
        Head noted = Arrays.stream(arguments)
                .skip(1)
                .filter(each -> !each.startsWith("--"))
                .findFirst()
                .map(Head::parse)
                .orElse(null);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(VerifyAudit.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(settings)) {
            return say(context.getBean(Chain.class).verify(noted), noted, out);
        }
    }

    private static int say(Verified verified, @Nullable Head noted, PrintStream out) {
        out.println(verified.links() + " entries, head " + (verified.head() == null ? "none" : verified.head()));
        Chain.Broken broken = verified.broken();
        if (broken == null) {
            out.println(noted == null ? "The chain holds." : "The chain holds, and so does the head that was noted.");
            return WHOLE;
        }
        out.println("BROKEN at link " + broken.number() + ", entry " + broken.entryId() + ": " + broken.fault());
        return BROKEN;
    }
}
