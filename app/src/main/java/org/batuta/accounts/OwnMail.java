package org.batuta.accounts;

/**
 * Asks who knows our servers whether mail for a domain depends on them: on our name servers or on our mail servers. An
 * emergency address must not (T08).
 */
public interface OwnMail {

    /**
     * Whether a letter to this domain would not arrive while our servers are down. What cannot be looked up is taken
     * to be elsewhere: a letter must be confirmed from there all the same.
     */
    boolean carries(String domain);
}
