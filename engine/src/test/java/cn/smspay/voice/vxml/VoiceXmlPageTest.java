package cn.smspay.voice.vxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.voice.speech.Playlist.Track;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link VoiceXmlPage} writes for each sort of turn; that VoiceXML allows it, VoiceXmlServerTest says. */
final class VoiceXmlPageTest {
    private static final List<Track> HELLO = List.of(new Track("ivr/hello", "您好<&", 0), new Track("ivr/press", "请按键", 200));
    private static final List<Track> SORRY = List.of(new Track("ivr/sorry", "抱歉", 0));
    private static final VoiceXmlPage.CallPosition PLACE = new VoiceXmlPage.CallPosition("vxml-0a", 3, SORRY);

    private static VoiceNext.Collect collect(int max, char finish, char alone) {
        return new VoiceNext.Collect(max, finish, alone, Duration.ofSeconds(5), Duration.ofSeconds(3), true);
    }

    private static String ask(VoiceNext.Collect collect) {
        return VoiceXmlPage.ask(PLACE, HELLO, collect);
    }

    private static String keys(String page) {
        return page.substring(page.indexOf("<rule"), page.indexOf("</rule>"))
                .replaceAll("<[^>]*>", "");
    }

    @ParameterizedTest
    @CsvSource({
        "1, ' ', ' ', 1, 0123456789*#",
        "18, #, ' ', 1-18, 0123456789*",
        "18, ' ', ' ', 1-18, 0123456789*#",
        "2, *, ' ', 1-2, 0123456789#",
        // The key that answers alone has a place of its own, unless every key does.
        "18, #, *, 1-18, *0123456789",
        "1, ' ', *, 1, 0123456789*#"
    })
    void theGrammarHoldsTheKeysThatMayBePressed(int max, char finish, char alone, String repeat, String keys) {
        var page = ask(collect(max, finish, alone));
        assertTrue(page.contains("repeat=\"" + repeat + "\""), page);
        assertEquals(keys, keys(page));
        assertTrue(page.contains("name=\"termchar\" value=\"" + (finish == ' ' ? "" : finish) + "\""), page);
    }

    @Test
    void aTurnIsSpokenWithItsTimesAndNothingOfItIsKept() {
        var page = ask(collect(6, '#', ' '));
        assertTrue(page.contains("timeout=\"5000ms\"") && page.contains("value=\"3000ms\""), page);
        assertTrue(page.contains("bargein=\"true\""), page);
        assertTrue(page.contains("<audio src=\"/vxml/prompts/ivr/hello.wav\">您好&lt;&amp;</audio>"), page);
        assertEquals(1, page.split("<break ", -1).length - 1, "only where there is a silence");
        assertTrue(page.contains("<break time=\"200ms\""), page);
        assertTrue(page.contains("name=\"recordutterance\" value=\"false\""), page);
        assertTrue(page.contains("name=\"turn\" expr=\"'3'\"") && page.contains("expr=\"'vxml-0a'\""), page);
        assertFalse(page.contains("xml:lang=\"en-GB\""), page);
    }

    @Test
    void englishIsReadAsEnglish() {
        var page = VoiceXmlPage.goodbye(List.of(new Track("en/bye", "Goodbye", 0)));
        assertTrue(page.contains("xml:lang=\"en-GB\"") || !page.contains("en/bye"), page);
        assertTrue(page.contains("Goodbye"), page);
    }

    @ParameterizedTest
    @EnumSource(VoiceXmlSettings.HandOver.class)
    void onlyABridgeThatEndsWasOne(VoiceXmlSettings.HandOver how) {
        var page = VoiceXmlPage.transfer(PLACE, HELLO, "sip:10086@agents.example", how);
        assertTrue(page.contains("type=\"" + how.name().toLowerCase(java.util.Locale.ROOT) + "\""), page);
        assertTrue(page.contains("dest=\"sip:10086@agents.example\""), page);
        assertEquals(how == VoiceXmlSettings.HandOver.BRIDGE, page.contains("far_end_disconnect"), page);
        assertTrue(page.contains("bargein=\"false\"") && !page.contains("timeout="), "words before a hand-over: " + page);
    }

    @Test
    void whereNobodyIsThereNobodyIsDialled() {
        var page = VoiceXmlPage.nobody(PLACE, HELLO);
        assertFalse(page.contains("<transfer"), page);
        assertTrue(page.contains("expr=\"'failed'\""), page);
    }

    @Test
    void aLastPageHangsUpAndSpeaksOnlyIfThereAreWords() {
        assertEquals(2, VoiceXmlPage.goodbye(HELLO).split("<disconnect", -1).length - 1);
        assertTrue(VoiceXmlPage.goodbye(HELLO).contains("<prompt"));
        assertFalse(VoiceXmlPage.leave().contains("<prompt"));
        assertTrue(VoiceXmlPage.end().contains("<exit"));
        assertFalse(VoiceXmlPage.end().contains("<disconnect"));
        assertTrue(VoiceXmlPage.entry(SORRY).contains("namelist=\"session caller dialled\""));
        assertFalse(VoiceXmlPage.entry(List.of()).contains("<prompt"));
    }

    @Test
    void anApologyIsSpokenWhereThereIsOne() {
        assertTrue(ask(collect(1, ' ', ' ')).contains("ivr/sorry.wav"));
        var mute = VoiceXmlPage.ask(new VoiceXmlPage.CallPosition("a", 1, List.of()), HELLO, collect(1, ' ', ' '));
        assertEquals(1, mute.split("<prompt", -1).length - 1, mute);
    }

    /** What stands in a script cannot break out of it. */
    @ParameterizedTest
    @ValueSource(strings = {"a'b", "a b", "a\"", "a;b", "您"})
    void aNameOfACallIsAPlainWord(String call) {
        var place = new VoiceXmlPage.CallPosition(call, 1, SORRY);
        assertThrows(IllegalArgumentException.class, () -> VoiceXmlPage.ask(place, HELLO, collect(1, ' ', ' ')));
        assertThrows(IllegalArgumentException.class, () -> VoiceXmlPage.nobody(place, HELLO));
    }
}
