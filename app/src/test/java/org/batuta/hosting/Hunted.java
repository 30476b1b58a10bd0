package org.batuta.hosting;

import java.util.UUID;
import org.batuta.Marks;

/** What is looked for in the end: a mark that is in every password, and what the application itself made up. */
final class Hunted {

    /** Stands in every password, whether it is taken or not. */
    final String mark = "hunted" + UUID.randomUUID().toString().replace("-", "");

    /** Is kept nowhere: the mark, tokens, sessions, what an authenticator app shares with us, recovery codes. */
    final Marks secrets = new Marks();

    /** Is in its one letter and nowhere else. */
    final Marks links = new Marks();

    /** Is in one file of the server that checks the password, and nowhere else. */
    final Marks verifiers = new Marks();

    Hunted() {
        secrets.add(mark);
    }
}
