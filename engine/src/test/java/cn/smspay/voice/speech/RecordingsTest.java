package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.rtp.G711;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Recordings} take from a folder, and how they are put together. */
final class RecordingsTest {
    private static final byte SILENCE = G711.ALAW_SILENCE;

    @TempDir
    private Path folder;

    private void sound(String name, int value, int bytes) throws IOException {
        var sound = new byte[bytes];
        Arrays.fill(sound, (byte) value);
        Files.createDirectories(Recordings.file(folder, name).getParent());
        Files.write(Recordings.file(folder, name), Wav.alaw(sound, "").bytes());
    }

    private Recordings load(List<String> faults, String... names) {
        return Recordings.load(
                folder, Arrays.stream(names).map(RecordingsTest::prompt).toList(), faults);
    }

    private static Prompt prompt(String name) {
        return new Prompt(name, "words of " + name, "", PromptLanguage.MANDARIN, 1);
    }

    @Test
    void whatIsMissingOrSpoiltIsNamedAndTheRestIsThere() throws IOException {
        sound("a/good", 7, 4);
        Files.write(Recordings.file(folder, "spoilt"), new byte[] {1, 2, 3});
        Files.createDirectories(Recordings.file(folder, "folder"));
        var faults = new ArrayList<String>();

        var recordings = load(faults, "a/good", "missing", "spoilt", "folder");

        assertEquals(3, faults.size(), faults.toString());
        assertTrue(faults.get(0).endsWith("missing.wav: is missing; it says words of missing"), faults.get(0));
        assertTrue(faults.get(1).contains("spoilt.wav: ends too early"), faults.get(1));
        assertTrue(faults.get(2).contains("folder.wav: cannot be read: "), faults.get(2));
        assertArrayEquals(new byte[] {7, 7, 7, 7}, recordings.find("a/good").orElseThrow());
        assertEquals(Optional.empty(), recordings.find("missing"));
        assertThrows(IllegalStateException.class, () -> recordings.alaw(List.of(track("missing", 0))));
    }

    /** Eight octets a millisecond. */
    @Test
    void soundsFollowEachOtherWithTheirSilenceBehindThem() throws IOException {
        sound("a", 1, 2);
        sound("b", 2, 3);
        var recordings = load(new ArrayList<>(), "a", "b");

        var all = recordings.alaw(List.of(track("a", 1), track("b", 0), track("a", 2)));

        var wanted = new byte[2 + 8 + 3 + 2 + 16];
        Arrays.fill(wanted, SILENCE);
        Arrays.fill(wanted, 0, 2, (byte) 1);
        Arrays.fill(wanted, 10, 13, (byte) 2);
        Arrays.fill(wanted, 13, 15, (byte) 1);
        assertArrayEquals(wanted, all);
        assertEquals(0, recordings.alaw(List.of()).length);
    }

    private static Playlist.Track track(String recording, int silenceMillis) {
        return new Playlist.Track(recording, "", silenceMillis);
    }
}
