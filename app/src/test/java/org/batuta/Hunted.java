package org.batuta;

import java.util.Base64;
import java.util.UUID;
import org.apache.commons.codec.binary.Base32;

/** What is looked for in the end: a mark that is in every password, and what the application itself made up. */
public final class Hunted {

    /** Stands in every password, whether it is taken or not. */
    public final String mark = "hunted" + UUID.randomUUID().toString().replace("-", "");

    /** Is kept nowhere: the mark, tokens, sessions, what an authenticator app shares with us, recovery codes. */
    public final Marks secrets = new Marks();

    /** Is in its one letter and nowhere else; the bytes that it is made of are in none. */
    public final Marks links = new Marks();

    /** Is in one file of the server that checks the password, and nowhere else. */
    public final Marks verifiers = new Marks();

    public Hunted() {
        secrets.add(mark);
    }

    /** Somebody got a link by a letter that ends so. */
    public void link(String token) {
        links.add(token);
        links.add(Base64.getUrlDecoder().decode(token));
    }

    /** A page has shown what an authenticator app shares with us, in Base32. */
    public void shared(String secret) {
        secrets.add(secret);
        secrets.add(new Base32().decode(secret));
    }
}
