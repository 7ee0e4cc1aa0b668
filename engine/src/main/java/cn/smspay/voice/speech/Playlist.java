package cn.smspay.voice.speech;

import java.util.List;

/**
 * Recordings in the order they are played.
 *
 * @param missing texts of the sentence that nobody has recorded; they are left out
 */
public record Playlist(List<Track> tracks, List<String> missing) {
    /**
     * One recording.
     *
     * @param recording name like {@code digits/7}: the file without {@code .wav}
     * @param text what it says
     * @param silenceMillis how long it is quiet afterwards
     */
    public record Track(String recording, String text, int silenceMillis) {
        Track then(int millis) {
            return new Track(recording, text, Math.max(silenceMillis, millis));
        }
    }
}
