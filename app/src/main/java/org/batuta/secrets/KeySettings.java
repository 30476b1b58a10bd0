package org.batuta.secrets;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this node keeps its private keys ({@code BATUTA_KEY_DIR}): a local directory that no backup takes, so that what
 * a backup holds can never be opened.
 */
@ConfigurationProperties("batuta.key")
record KeySettings(@DefaultValue("data/keys") Path dir) {}
