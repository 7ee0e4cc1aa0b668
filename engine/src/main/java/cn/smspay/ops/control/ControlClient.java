package cn.smspay.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Says words to the engine that runs on a data folder. One thread. */
public final class ControlClient implements AutoCloseable {
    /** What an engine shows may be long. */
    private static final int LINE_MOST = 64 * 1024 * 1024;

    private static final Duration SAID_WITHIN = Duration.ofSeconds(10);
    /** Longer than any command of an engine takes. */
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(10);

    private final LineChannel lines;

    /** @throws NoEngine if none runs there */
    public ControlClient(Path data) throws IOException {
        var file = data.resolve(ControlSocket.FILE);
        try {
            lines = new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(file)), LINE_MOST);
        } catch (IOException | IllegalArgumentException e) {
            throw new NoEngine(
                    "no engine runs on " + data + " (nobody listens at " + file + "); start smspay run or demo");
        }
    }

    /** Nobody listens. */
    public static final class NoEngine extends IOException {
        NoEngine(String sentence) {
            super(sentence);
        }
    }

    /**
     * What the engine said in the end.
     *
     * @param kind what {@code json} is
     * @param sentence for people, of what was declined or is wrong
     * @param json the answer, or the details of what was declined
     */
    public record EngineReply(Kind kind, String sentence, JsonNode json) {
        /** Which of the three it is. */
        public enum Kind {
            ANSWER,
            DECLINED,
            ERROR
        }
    }

    /** Says a word and waits for the answer; {@code progress} is handed what comes before it. */
    public EngineReply say(String word, Map<String, ?> arguments, Consumer<JsonNode> progress) throws IOException {
        return say(word, arguments, ANSWERED_WITHIN, progress);
    }

    /** The same for whoever does not wait so long for a line. */
    public EngineReply say(String word, Map<String, ?> arguments, Duration within, Consumer<JsonNode> progress)
            throws IOException {
        var request = ControlJson.with("word", word);
        request.setAll(ControlJson.with("arguments", arguments));
        lines.write(ControlJson.line(request), SAID_WITHIN);
        while (true) {
            var line = lines.read(within)
                    .flatMap(ControlJson::read)
                    .orElseThrow(() -> new EOFException("the engine ended the connection without an answer"));
            if (line.has("progress")) {
                progress.accept(line.get("progress"));
            } else if (line.has("answer")) {
                return new EngineReply(EngineReply.Kind.ANSWER, "", line.get("answer"));
            } else if (line.has("declined")) {
                return new EngineReply(
                        EngineReply.Kind.DECLINED, line.path("sentence").asText(), line.get("declined"));
            } else {
                return new EngineReply(
                        EngineReply.Kind.ERROR, line.path("error").asText(), line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
