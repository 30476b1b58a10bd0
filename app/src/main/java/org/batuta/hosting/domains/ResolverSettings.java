package org.batuta.hosting.domains;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.xbill.DNS.SimpleResolver;

/**
 * Whom this node asks what the world's name servers say ({@code BATUTA_RESOLVER_...}).
 *
 * @param host the resolver; that of the machine if not set
 * @param port where that answers
 */
@Validated
@ConfigurationProperties("batuta.resolver")
record ResolverSettings(
        @Nullable String host,
        @Min(1) @Max(65535) @DefaultValue("53") int port) {

    SimpleResolver resolver() throws UnknownHostException {
        return host == null ? new SimpleResolver() : new SimpleResolver(new InetSocketAddress(host, port));
    }
}
