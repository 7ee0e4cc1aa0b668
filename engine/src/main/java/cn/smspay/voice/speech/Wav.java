package cn.smspay.voice.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A RIFF WAVE file of one channel.
 *
 * @param comment what its ICMT tag says, or nothing
 */
record Wav(int format, int channels, int rate, int bits, byte[] data, String comment) {
    static final int PCM = 1;
    static final int A_LAW = 6;
    static final int TELEPHONE_RATE = 8000;
    /** About eight minutes of A-law: more is no prompt. */
    private static final int FILE_BYTES_MAX = 4_000_000;

    /** A file that is not what it should be; the message says what is wrong with it, without its name. */
    static final class Unusable extends Exception {
        Unusable(String what) {
            super(what);
        }
    }

    static Wav alaw(byte[] data, String comment) {
        return new Wav(A_LAW, 1, TELEPHONE_RATE, 8, data, comment);
    }

    static Wav read(Path file) throws IOException, Unusable {
        long size = Files.size(file);
        if (size > FILE_BYTES_MAX) {
            throw new Unusable("has " + size + " bytes; a prompt has at most " + FILE_BYTES_MAX);
        }
        return parse(Files.readAllBytes(file));
    }

    static Wav parse(byte[] file) throws Unusable {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (!tag(in).equals("RIFF")) {
                throw new Unusable("is no WAV file (it does not begin with RIFF)");
            }
            in.getInt();
            if (!tag(in).equals("WAVE")) {
                throw new Unusable("is no WAV file (RIFF, but not WAVE)");
            }
            return chunks(in);
        } catch (BufferUnderflowException e) {
            throw new Unusable("ends too early");
        }
    }

    private static Wav chunks(ByteBuffer in) throws Unusable {
        ByteBuffer format = null;
        byte[] data = null;
        var comment = "";
        while (in.remaining() >= 8) {
            var name = tag(in);
            var body = body(in);
            switch (name) {
                case "fmt " -> format = body;
                case "data" -> data = bytes(body);
                case "LIST" -> comment = comment(body);
                default -> {}
            }
        }
        if (format == null || data == null) {
            throw new Unusable("has no " + (format == null ? "fmt" : "data") + " chunk");
        }
        int code = format.getShort();
        int channels = format.getShort();
        int rate = format.getInt();
        format.position(format.position() + 6);
        return new Wav(code, channels, rate, format.getShort(), data, comment);
    }

    /** Chunks begin at even places. */
    private static ByteBuffer body(ByteBuffer in) throws Unusable {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new Unusable("ends too early");
        }
        var body = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
        return body;
    }

    private static String comment(ByteBuffer list) throws Unusable {
        if (tag(list).equals("INFO")) {
            while (list.remaining() >= 8) {
                var name = tag(list);
                var body = body(list);
                if (name.equals("ICMT")) {
                    return new String(bytes(body), StandardCharsets.UTF_8).replace("\0", "");
                }
            }
        }
        return "";
    }

    private static String tag(ByteBuffer in) {
        var tag = new byte[4];
        in.get(tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer body) {
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    /** The file: fmt with its extension length and fact, as every format but PCM wants, then the data and the comment. */
    byte[] bytes() {
        var format = little(18)
                .putShort((short) this.format)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .putShort((short) 0);
        var body = new ByteArrayOutputStream();
        body.writeBytes("WAVE".getBytes(StandardCharsets.ISO_8859_1));
        chunk(body, "fmt ", format.array());
        chunk(body, "fact", little(4).putInt(data.length * 8 / bits / channels).array());
        chunk(body, "data", data);
        if (!comment.isEmpty()) {
            var info = new ByteArrayOutputStream();
            info.writeBytes("INFO".getBytes(StandardCharsets.ISO_8859_1));
            chunk(info, "ICMT", (comment + "\0").getBytes(StandardCharsets.UTF_8));
            chunk(body, "LIST", info.toByteArray());
        }
        var file = new ByteArrayOutputStream();
        chunk(file, "RIFF", body.toByteArray());
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] body) {
        out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(little(4).putInt(body.length).array());
        out.writeBytes(body);
        if ((body.length & 1) == 1) {
            out.write(0);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The samples of 16-bit PCM of one channel. */
    short[] samples() throws Unusable {
        if (format != PCM || channels != 1 || bits != 16) {
            throw new Unusable("is " + describe() + "; 16-bit PCM mono is wanted");
        }
        var samples = new short[data.length / 2];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** The bytes of a prompt. */
    byte[] telephone() throws Unusable {
        if (format != A_LAW || channels != 1 || rate != TELEPHONE_RATE || bits != 8) {
            throw new Unusable("is " + describe() + "; A-law (format 6), 8000 Hz, mono, 8 bit is wanted");
        }
        if (data.length == 0) {
            throw new Unusable("has no sound");
        }
        return data;
    }

    private String describe() {
        return "format " + format + ", " + rate + " Hz, " + channels + " channel(s), " + bits + " bit";
    }
}
