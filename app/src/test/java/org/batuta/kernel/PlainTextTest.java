package org.batuta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void attack39SpellsOutWhatHidesOrMovesOtherCharacters() {
        assertThat(PlainText.visible("\u001b[31mred\u202egnp\u0000\r\n\ttab é <b>"))
                .isEqualTo("\\x1b[31mred\\u202egnp\\x00\\x0d\n\ttab é <b>");
    }

    @Test
    void attack40KeepsOnOneLineWhatWantsToBeMore() {
        assertThat(PlainText.visibleLine("first\r\n2026-01-01 ERROR forged\tx"))
                .isEqualTo("first\\x0d\\x0a2026-01-01 ERROR forged\\x09x");
    }
}
