package cn.smspay.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The softphone baresip calls and records what it hears, without sound card or screen. */
@Tag("peer")
final class SoftphoneTest {
    private static final int WAV_HEADER_BYTES = 44;

    @TempDir
    private Path folder;

    private final TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void recordsEverySampleOfOurWords() throws Exception {
        Sipp.needed("baresip");

        call();

        assertEquals(CallResult.COMPLETED, test.record().result());
        var heard = recording();
        int at = 0;
        for (var text : List.of("menu", "again", "again", "goodbye")) {
            at = after(heard, at, new Tones().alaw(FakeVoiceDesk.words(text)));
            assertTrue(at > 0, text + " is not in the recording as it was sent");
        }
    }

    private void call() throws IOException, InterruptedException {
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
        Files.writeString(folder.resolve("accounts"), "<sip:phone@127.0.0.1>;regint=0;audio_codecs=PCMA/8000/1\n");
        Files.writeString(folder.resolve("contacts"), "");
        var dial = "/dial sip:12588@127.0.0.1:" + test.server.udpPort();
        var baresip = new ProcessBuilder("baresip", "-f", folder.toString(), "-t", "8", "-e", dial)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        if (!baresip.waitFor(20, TimeUnit.SECONDS)) {
            baresip.destroy();
        }
    }

    private short[] recording() throws IOException {
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

    /** Where the first occurrence of these words from there on ends; 0 if there is none. */
    private static int after(short[] heard, int from, byte[] words) {
        for (int at = from; at + words.length <= heard.length; at++) {
            int same = 0;
            while (same < words.length && heard[at + same] == G711.linearOfAlaw(words[same])) {
                same++;
            }
            if (same == words.length) {
                return at + same;
            }
        }
        return 0;
    }
}
