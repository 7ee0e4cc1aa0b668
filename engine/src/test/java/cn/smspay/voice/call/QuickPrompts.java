package cn.smspay.voice.call;

import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.rtp.Tones;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The service's prompts, each spoken in a twentieth of a second: a tone of its own pitch for every recording. */
public final class QuickPrompts {
    private static final int SAMPLES = 400;
    private static final int HEADER_BYTES = 58;
    private static final short A_LAW = 6;

    private QuickPrompts() {}

    /**
     * Writes them.
     *
     * @param real the prompts that the service speaks with
     */
    public static void write(Path real, Path folder) throws IOException {
        List<Path> files;
        try (var all = Files.walk(real)) {
            files = all.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < files.size(); i++) {
            var file = folder.resolve(real.relativize(files.get(i)).toString());
            Files.createDirectories(file.getParent());
            Files.write(file, wav(300 + 13 * i));
        }
        Files.copy(real.resolve("prompts.yaml"), folder.resolve("prompts.yaml"));
    }

    private static byte[] wav(int hertz) {
        var wav = ByteBuffer.allocate(HEADER_BYTES + SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + SAMPLES).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(18).putShort(A_LAW).putShort((short) 1);
        wav.putInt(Tones.RATE)
                .putInt(Tones.RATE)
                .putShort((short) 1)
                .putShort((short) 8)
                .putShort((short) 0);
        wav.put(ascii("fact")).putInt(4).putInt(SAMPLES);
        wav.put(ascii("data")).putInt(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            wav.put(G711.alaw((int) (8000 * Math.sin(2 * Math.PI * hertz * i / Tones.RATE))));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
