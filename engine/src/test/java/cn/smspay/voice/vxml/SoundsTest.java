package cn.smspay.voice.vxml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a platform has a recording already, as HTTP says it (RFC 9110 13.1). */
final class SoundsTest {
    private static final String HELLO = "ivr/hello";

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private Sounds sounds;

    @BeforeEach
    void open() throws IOException {
        sounds = new Sounds(
                new SpokenVoice(Speech.load(Home.find().resolve("ivr-scripts").resolve("prompts"))), clock);
    }

    private Sounds.Sound hello() {
        return sounds.find(HELLO).orElseThrow();
    }

    @Test
    void aRecordingIsMadeOnceAndOneThatThereIsNotIsNone() {
        var first = hello();
        assertSame(first, hello());
        assertArrayEquals(new byte[] {'R', 'I', 'F', 'F'}, java.util.Arrays.copyOf(hello().bytes(), 4));
        assertTrue(hello().tag().matches("\"[0-9a-f]{16}\""), hello().tag());
        assertEquals(Optional.empty(), sounds.find("ivr/nothing"));
        assertEquals(Optional.empty(), sounds.find("../conf/smspay.yaml"));
        assertFalse(hello().tag().equals(sounds.find("digits/7").orElseThrow().tag()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TAG | '' | true",
                "W/TAG | '' | true",
                "\"other\", TAG | '' | true",
                "* | '' | true",
                "\"other\" | '' | false",
                "'' | '' | false",
                "'' | Mon, 02 Nov 2009 01:00:00 GMT | true",
                "'' | Mon, 02 Nov 2009 01:00:01 GMT | true",
                "'' | Mon, 02 Nov 2009 00:59:59 GMT | false",
                "'' | yesterday | false",
                "\"other\" | Mon, 02 Nov 2009 01:00:00 GMT | false",
            })
    void theTagSaysItBetterThanTheTime(String tags, String since, boolean known) {
        assertEquals(known, sounds.isKnown(hello(), tags.replace("TAG", hello().tag()), since));
    }

    @Test
    void recordingsAreAsOldAsTheEngine() {
        clock.turn(Duration.ofHours(1));

        assertEquals("Mon, 02 Nov 2009 01:00:00 GMT", sounds.since());
        assertEquals("Mon, 02 Nov 2009 02:00:00 GMT", sounds.date());
    }
}
