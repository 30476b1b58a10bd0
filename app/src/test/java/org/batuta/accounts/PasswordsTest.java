package org.batuta.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordsTest {

    @Test
    void areKeptAsArgon2idOf19MebibytesAndTwoPasses() {
        PasswordEncoder passwords = new Passwords().passwordEncoder();

        String kept = passwords.encode("a long enough word");

        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("a long enough word", kept)).isTrue();
        assertThat(passwords.matches("another long word", kept)).isFalse();
    }
}
