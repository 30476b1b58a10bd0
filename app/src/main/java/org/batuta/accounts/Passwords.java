package org.batuta.accounts;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How passwords of persons are kept: Argon2id (19 MiB, two passes), a few at a time so that memory stays bounded. */
@Configuration(proxyBeanMethods = false)
class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int AT_ONCE = 4;

    @Bean
    PasswordEncoder passwordEncoder() {
        return new Bounded(
                new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES), new Semaphore(AT_ONCE));
    }

    private record Bounded(PasswordEncoder encoder, Semaphore free) implements PasswordEncoder {

        @Override
        public String encode(CharSequence password) {
            free.acquireUninterruptibly();
            try {
                return encoder.encode(password);
            } finally {
                free.release();
            }
        }

        @Override
        public boolean matches(CharSequence password, @Nullable String encoded) {
            free.acquireUninterruptibly();
            try {
                return encoder.matches(password, encoded);
            } finally {
                free.release();
            }
        }

        @Override
        public boolean upgradeEncoding(String encoded) {
            return encoder.upgradeEncoding(encoded);
        }
    }
}
