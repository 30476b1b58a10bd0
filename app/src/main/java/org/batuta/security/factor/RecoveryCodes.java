package org.batuta.security.factor;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ten codes on paper for whoever has lost the app. Each opens once; of each only a hash is kept. */
@Component
class RecoveryCodes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HOW_MANY = 10;
    private static final int LETTERS = 16;

    /** Nothing in it that is taken for something else. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{" + LETTERS + "}");

    private final JdbcClient sql;

    RecoveryCodes(JdbcClient sql) {
        this.sql = sql;
    }

    /** New ones, as they are shown once; the earlier ones open nothing any more. */
    List<String> make(UUID personId) {
        forget(personId);
        List<String> codes =
                Stream.generate(RecoveryCodes::random).limit(HOW_MANY).toList();
        codes.forEach(code -> sql.sql("insert into recovery_code (person_id, hash) values (?, ?)")
                .params(personId, hash(personId, plain(code)))
                .update());
        return codes;
    }

    /** Whether it is one of the person's; if so, it opens nothing from now on. Of two that come at once one counts. */
    boolean use(UUID personId, String code) {
        String plain = plain(code);
        return SHAPE.matcher(plain).matches()
                && sql.sql("delete from recovery_code where person_id = ? and hash = ?")
                                .params(personId, hash(personId, plain))
                                .update()
                        == 1;
    }

    int left(UUID personId) {
        return sql.sql("select count(*) from recovery_code where person_id = ?")
                .param(personId)
                .query(Integer.class)
                .single();
    }

    void forget(UUID personId) {
        sql.sql("delete from recovery_code where person_id = ?").param(personId).update();
    }

    private static String random() {
        StringBuilder code = new StringBuilder();
        IntStream.range(0, LETTERS).forEach(i -> {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        });
        return code.toString();
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static byte[] hash(UUID personId, String plain) {
        return DigestUtils.sha256(personId + " " + plain);
    }
}
