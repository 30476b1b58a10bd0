package org.batuta.workflow;

import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The user of the database who owns the tables ({@code BATUTA_DB_OWNER}, {@code BATUTA_DB_OWNER_PASSWORD}): makes and
 * changes them at the start, and nothing else. The application works as {@code BATUTA_DB_USER}, who cannot change what
 * was written down for good (decision 12).
 *
 * @param owner empty when one user is both
 * @param ownerPassword what that user logs in with
 */
@ConfigurationProperties("batuta.database")
record DatabaseOwner(
        @DefaultValue("") String owner, @DefaultValue("") String ownerPassword) {

    boolean isAnother(String user) {
        return !owner.isEmpty() && !owner.equals(user);
    }

    DataSource connectedTo(String url) {
        return new DriverManagerDataSource(url, owner, ownerPassword);
    }

    @Override
    public String toString() {
        return owner;
    }
}
