package cn.smspay.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SentencesTest {
    private static final Instant NOW = Instant.parse("2009-11-02T04:00:00Z");

    @ParameterizedTest
    @EnumSource(Lang.class)
    void aReasonIsSaidInItsWordsAndOneWithoutInGeneralOnes(Lang lang) {
        var words = PageWords.inEveryLanguage(List.of("frame", "site")).get(lang);
        var sentences = new Sentences(words, new DisplayFormat(lang), NOW);

        assertEquals(words.t("refusal.other"), sentences.of("nobody-knows-this", Map.of()));
        assertEquals(words.t("refusal.other"), sentences.of("nobody-knows-this", Map.of("cash", new Fen(1))));
        int said = 0;
        for (String key : words.keys()) {
            if (key.startsWith("refusal.") && words.fits(key)) {
                assertEquals(words.t(key), sentences.of(key.substring("refusal.".length()), Map.of()));
                said++;
            } else if (key.startsWith("refusal.")) {
                assertEquals(
                        words.t("refusal.other"),
                        sentences.of(key.substring("refusal.".length()), Map.of()),
                        "a fact is missing, so that nothing is said with a hole: " + key);
            }
        }
        assertTrue(said > 3);
        assertFalse(words.t("refusal.other").isEmpty());
    }
}
