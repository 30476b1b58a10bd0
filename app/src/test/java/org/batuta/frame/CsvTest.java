package org.batuta.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesWhatWouldEndACellAndLeavesTheRestAsItIs() {
        assertThat(Csv.line("x.test", 3, 1.5, null, "", "a,b", "say \"it\"", "two\nlines", " blank "))
                .isEqualTo("x.test,3,1.5,,,\"a,b\",\"say \"\"it\"\"\",\"two\nlines\",\" blank \"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\n=1"})
    void noTextBecomesAFormula(String text) {
        assertThat(Csv.line(text).replaceFirst("^\"", "")).startsWith("'" + text.substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;=1", "a;b; =1", "a\t-1", "a\n@1"})
    void noPartOfATextBecomesAFormulaWhereAnotherSignSeparatesCells(String text) {
        assertThat(Csv.line(text)).contains("'").doesNotContainPattern("[;\t\n] ?[=@-]");
    }

    @Test
    void aNumberBelowZeroStaysOne() {
        assertThat(Csv.line(-1, -2.5)).isEqualTo("-1,-2.5\r\n");
    }

    @Test
    void aSignWithinATextChangesNothing() {
        assertThat(Csv.line("a=b", "-", "x-y")).isEqualTo("a=b,'-,x-y\r\n");
    }
}
