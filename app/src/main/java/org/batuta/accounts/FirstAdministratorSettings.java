package org.batuta.accounts;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in while the provider has no staff ({@code BATUTA_ADMINISTRATOR_...}).
 *
 * @param login the name to log in with
 * @param email the address of this person
 * @param password at least ten characters; take it out of the environment after the first start
 */
@ConfigurationProperties("batuta.administrator")
record FirstAdministratorSettings(
        @DefaultValue("admin") String login,
        @DefaultValue("root@localhost") String email,
        @Nullable String password) {}
