package org.batuta.accounts;

import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A part of what is kept of an account and its people, which they may take with them (L15; GDPR, articles 15 and 20). Each
 * module tells its own parts; none of them has a secret in it, nor anything of another account.
 */
public interface Kept {

    /** How the part is called in the file. */
    String name();

    /** Its records, each as JSON; read within the transaction of the caller, who closes the stream. */
    Stream<String> of(UUID accountId);

    /**
     * Rows of the database as they are.
     *
     * @param query its columns are the fields; asks for the rows of {@code :account}
     */
    static Kept rows(String name, DataSource database, String query) {
        return new KeptRows(name, database, query);
    }
}
