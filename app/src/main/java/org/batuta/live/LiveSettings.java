package org.batuta.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How live pages are kept ({@code BATUTA_LIVE_...}).
 *
 * @param pages how many live pages one person may have open on one node
 * @param heartbeat how long a page hears nothing at most; shorter than the patience of any proxy in between
 */
@ConfigurationProperties("batuta.live")
record LiveSettings(
        @DefaultValue("20") int pages, @DefaultValue("15s") Duration heartbeat) {}
