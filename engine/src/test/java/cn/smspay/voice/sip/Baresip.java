package cn.smspay.voice.sip;

import cn.smspay.voice.rtp.G711;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The softphone baresip without sound card or screen: calls, and records what it hears. */
public final class Baresip {
    private static final int WAV_HEADER_BYTES = 44;
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final String account;

    /**
     * @param folder where it writes
     * @param account as in baresip's file {@code accounts}
     */
    public Baresip(Path folder, String account) {
        this.folder = folder;
        this.account = account;
    }

    /** One call, which ends after so many seconds or earlier. */
    public void call(String uri, int seconds) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("config"), """
                poll_method epoll
                sip_listen 127.0.0.1:0
                net_interface 127.0.0.1
                audio_player aubridge,x
                audio_source aubridge,x
                audio_alert aubridge,x
                audio_buffer 20-160
                jitter_buffer_delay 1-5
                snd_path %s
                module_path /usr/lib/baresip/modules
                module g711.so
                module aubridge.so
                module sndfile.so
                module_tmp account.so
                module_app menu.so
                """.formatted(folder));
        Files.writeString(folder.resolve("accounts"), account + ";audio_codecs=PCMA/8000/1\n");
        Files.writeString(folder.resolve("contacts"), "");
        var baresip = new ProcessBuilder(
                        "baresip", "-f", folder.toString(), "-t", Integer.toString(seconds), "-e", "/dial " + uri)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        if (!baresip.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            baresip.destroy();
        }
    }

    /** The samples that were heard. */
    public short[] recording() throws IOException {
        try (var files = Files.list(folder)) {
            var file = files.filter(f -> f.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow();
            var bytes = Files.readAllBytes(file);
            var samples = new short[(bytes.length - WAV_HEADER_BYTES) / 2];
            ByteBuffer.wrap(bytes, WAV_HEADER_BYTES, 2 * samples.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        }
    }

    /** Where the first occurrence of these words from there on ends, sample by sample; 0 if there is none. */
    public static int after(short[] heard, int from, byte[] alaw) {
        for (int at = from; at + alaw.length <= heard.length; at++) {
            int same = 0;
            while (same < alaw.length && heard[at + same] == G711.linearOfAlaw(alaw[same])) {
                same++;
            }
            if (same == alaw.length) {
                return at + same;
            }
        }
        return 0;
    }
}
