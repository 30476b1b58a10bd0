package org.batuta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void attack39SpellsOutWhatHidesOrMovesOtherCharacters() {
        assertThat(PlainText.visible("\u001b[31mred\u202egnp\u0000\r\n\ttab é <b>"))
                .isEqualTo("\\x1b[31mred\\u202egnp\\x00\\x0d\n\ttab é <b>");
    }
}
