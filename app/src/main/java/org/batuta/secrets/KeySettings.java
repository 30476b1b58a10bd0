package org.batuta.secrets;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where keys lie.
 *
 * @param dir the private keys of this node ({@code BATUTA_KEY_DIR}): a local directory that no backup takes, so that
 *     what a backup holds can never be opened
 * @param shared the key of all nodes ({@code BATUTA_KEY_SHARED}): the same file on each, kept apart from the database
 *     and its backups
 */
@ConfigurationProperties("batuta.key")
record KeySettings(
        @DefaultValue("data/keys") Path dir,
        @DefaultValue("data/shared.key") Path shared) {}
