package org.batuta.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test on real servers: its methods may take the {@link Park} as a parameter. As root on Debian it fails when servers
 * cannot be had; elsewhere it is skipped visibly.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("servers")
@ExtendWith(ServersExtension.class)
public @interface WithServers {}
