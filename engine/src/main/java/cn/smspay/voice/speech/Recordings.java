package cn.smspay.voice.speech;

import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.speech.Playlist.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sound of every prompt, in memory: a few megabytes, so that no call waits for a disk. Thread-safe. */
final class Recordings {
    private static final int BYTES_PER_MILLI = Wav.TELEPHONE_RATE / 1000;

    private final Map<String, byte[]> soundByName;

    private Recordings(Map<String, byte[]> soundByName) {
        this.soundByName = Map.copyOf(soundByName);
    }

    /** @param faults takes a line for every file that is missing or not what it should be */
    static Recordings load(Path folder, Collection<Prompt> prompts, List<String> faults) {
        var sounds = new HashMap<String, byte[]>();
        for (var prompt : prompts) {
            var file = file(folder, prompt.name());
            try {
                if (Files.exists(file)) {
                    sounds.put(prompt.name(), Wav.read(file).telephone());
                } else {
                    faults.add(file + ": is missing; it says " + prompt.text());
                }
            } catch (Wav.Unusable e) {
                faults.add(file + ": " + e.getMessage());
            } catch (IOException e) {
                faults.add(file + ": cannot be read: " + e);
            }
        }
        return new Recordings(sounds);
    }

    static Path file(Path folder, String name) {
        return folder.resolve(name + ".wav");
    }

    /** A-law, 8000 bytes a second. */
    byte[] alaw(List<Track> tracks) {
        var parts = new ArrayList<byte[]>();
        int length = 0;
        for (var track : tracks) {
            var sound = sound(track.recording());
            parts.add(sound);
            length += sound.length + track.silenceMillis() * BYTES_PER_MILLI;
        }
        var all = new byte[length];
        Arrays.fill(all, G711.ALAW_SILENCE);
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, at, parts.get(i).length);
            at += parts.get(i).length + tracks.get(i).silenceMillis() * BYTES_PER_MILLI;
        }
        return all;
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(soundByName.get(name));
    }

    private byte[] sound(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "recording " + name + " was not loaded; the service must not start without it"));
    }
}
