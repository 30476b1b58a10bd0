package org.batuta.accounts;

import java.util.UUID;
import org.springframework.data.domain.Pageable;

/**
 * A part of the page of an account that a module above contributes: its services, its bills. The page asks every bean
 * of this kind and shows the parts in the order of the beans.
 */
public interface AccountSection {

    /** The fragment that shows the part, as {@code hosting/of-account :: services}; it finds its content as {@code part}. */
    String fragment();

    /** What the fragment shows of this account. */
    Object content(UUID accountId, Pageable newest);
}
