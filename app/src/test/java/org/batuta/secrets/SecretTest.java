package org.batuta.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.Map;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.batuta.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and their verifiers (T03). */
class SecretTest {

    private final Secret secret = Secret.of("pä$$ {PLAIN}\"'");

    @Test
    void neverShowsItself() {
        assertThat(secret).hasToString("***").isNotInstanceOf(Serializable.class);
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> new ObjectMapper().writeValueAsString(Map.of("password", secret)));
    }

    @Test
    void isReadFromJson() throws Exception {
        assertThat(new ObjectMapper()
                        .readValue("\"pä$$ {PLAIN}\\\"'\"", Secret.class)
                        .matches(secret))
                .isTrue();
    }

    @Test
    void isZerosAfterItWasWiped() {
        secret.wipe();

        assertThat(secret.chars()).containsOnly('\0');
    }

    @Test
    void makesAVerifierThatOnlyThisPasswordFits() throws Exception {
        String verifier = Verifiers.sha512Crypt(secret);

        assertThat(verifier).matches("\\{SHA512-CRYPT}\\$6\\$rounds=50000\\$[./0-9A-Za-z]{16}\\$[./0-9A-Za-z]{86}");
        String crypt = verifier.substring("{SHA512-CRYPT}".length());
        assertThat(Sha2Crypt.sha512Crypt(secret.utf8(), crypt)).isEqualTo(crypt);
        assertThat(Sha2Crypt.sha512Crypt(Secret.of("other").utf8(), crypt)).isNotEqualTo(crypt);
    }

    @Test
    void saltsEachVerifierAnew() {
        assertThat(Verifiers.sha512Crypt(secret)).isNotEqualTo(Verifiers.sha512Crypt(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\rb", "\ud800"})
    void refusesWhatNoProtocolCarries(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Verifiers.sha512Crypt(Secret.of(text)))
                .matches(refusal -> refusal.says("control-characters"));
    }

    @Test
    void provesAVerifierByItsFingerprint() {
        assertThat(Verifiers.fingerprint("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
