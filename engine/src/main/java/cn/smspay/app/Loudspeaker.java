package cn.smspay.app;

import cn.smspay.cli.Exit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The loudspeaker of the machine, by whichever program it has for that. */
final class Loudspeaker {
    /** Of ALSA, PulseAudio, macOS and SoX. */
    private static final List<List<String>> PLAYERS =
            List.of(List.of("aplay", "-q"), List.of("paplay"), List.of("afplay"), List.of("play", "-q"));

    private static final int SECONDS_MAX = 120;

    private Loudspeaker() {}

    /**
     * Plays a WAV file, and returns when it was heard.
     *
     * @throws Exit.Refused if this machine cannot
     */
    static void play(byte[] wav) throws IOException {
        var player = player(System.getenv().getOrDefault("PATH", ""))
                .orElseThrow(() -> new Exit.Refused("no program that plays sound is installed here ("
                        + String.join(", ", PLAYERS.stream().map(each -> each.get(0)).toList())
                        + "); --play=FILE.wav writes the sound into a file"));
        var file = Files.createTempFile("say", ".wav");
        try {
            Files.write(file, wav);
            var process = new ProcessBuilder(
                            Stream.concat(player.stream(), Stream.of(file.toString())).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Exit.Refused(
                        player.get(0) + " could not play the sound here; --play=FILE.wav writes it into a file");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static Optional<List<String>> player(String path) {
        return PLAYERS.stream()
                .filter(player -> Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, player.get(0)))))
                .findFirst();
    }
}
