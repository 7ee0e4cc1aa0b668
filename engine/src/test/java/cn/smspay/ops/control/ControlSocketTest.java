package cn.smspay.ops.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.ops.control.ControlClient.EngineReply;
import cn.smspay.ops.control.ControlWord.Declined;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ControlSocketTest {
    private static final String ME = ProcessHandle.current().info().user().orElseThrow();

    @TempDir
    Path folder;

    private ControlSocket socket;

    record Told(Fen amount, Instant at, String fullName) {}

    @BeforeEach
    void open() throws IOException {
        socket = new ControlSocket(folder);
        socket.register("echo", ask -> Map.of("said", ask.only("text").required("text"), "user", ask.user()));
        socket.register("told", ask -> new Told(new Fen(5), Instant.ofEpochSecond(0), "x"));
        socket.register("slow", ask -> {
            ask.progress("half");
            ask.progress(Map.of("percent", 100));
            return List.of(1, 2);
        });
        socket.register("no", ask -> {
            throw new Declined("not done: too much", Map.of("reason", "too-much"));
        });
        socket.register("broken", ask -> {
            throw new IllegalStateException("secret inside");
        });
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private EngineReply say(String word, Map<String, ?> arguments) throws IOException {
        try (var client = new ControlClient(folder)) {
            return client.say(word, arguments, progress -> {});
        }
    }

    private SocketChannel raw() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(ControlSocket.FILE)));
    }

    /** Everything that comes until the other side ends. */
    private static String rest(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    @Test
    void aWordIsAnsweredAndTheKernelSaysWhoAsks() throws IOException {
        var said = say("echo", Map.of("text", "你好"));

        assertEquals(EngineReply.Kind.ANSWER, said.kind());
        assertEquals("你好", said.json().get("said").asText());
        assertEquals(ME, said.json().get("user").asText());
    }

    @Test
    void moneyIsWholeFenAndSaysSoAndTimesHaveTheirOffset() throws IOException {
        assertEquals(
                "{\"amount_fen\":5,\"at\":\"1970-01-01T08:00:00+08:00\",\"full_name\":\"x\"}",
                say("told", Map.of()).json().toString());
    }

    @Test
    void progressComesBeforeTheAnswer() throws IOException {
        var lines = new ArrayList<String>();
        try (var client = new ControlClient(folder)) {
            var said = client.say("slow", Map.of(), line -> lines.add(line.toString()));
            assertEquals("[1,2]", said.json().toString());
        }
        assertEquals(List.of("\"half\"", "{\"percent\":100}"), lines);
    }

    @Test
    void whatIsDeclinedHasASentenceForPeopleAndDetailsForPrograms() throws IOException {
        var said = say("no", Map.of());

        assertEquals(EngineReply.Kind.DECLINED, said.kind());
        assertEquals("not done: too much", said.sentence());
        assertEquals("too-much", said.json().get("reason").asText());
    }

    @Test
    void aFaultOfOursIsASentenceWithoutItsInside() throws IOException {
        var said = say("broken", Map.of());

        assertEquals(EngineReply.Kind.ERROR, said.kind());
        assertFalse(said.sentence().contains("secret"), said.sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | a request is one JSON object a line",
                "[] | a request is one JSON object a line",
                "{} | a request is one JSON object a line",
                "{\"word\":1} | a request is one JSON object a line",
                "{\"word\":\"echo\",\"word\":\"no\"} | a request is one JSON object a line",
                "{\"word\":\"echo\"} {} | a request is one JSON object a line",
                "{\"word\":\"echo\",\"arguments\":[]} | arguments must be a JSON object",
                "{\"word\":\"echo\"} | echo wants text",
                "{\"word\":\"echo\",\"arguments\":{\"text\":5}} | text must be a text",
                "{\"word\":\"echo\",\"arguments\":{\"txt\":\"x\"}} | echo knows no argument txt; it takes text",
                "{\"word\":\"shout\"} | this engine knows no word shout"
            })
    void aBadRequestGetsASentenceAndTheNextOneIsHeard(String line, String sentence) throws IOException {
        try (var channel = raw()) {
            write(channel, line + "\n{\"word\":\"told\"}\n");
            channel.shutdownOutput();
            var answers = rest(channel).split("\n");

            assertEquals(2, answers.length);
            assertTrue(answers[0].startsWith("{\"error\":\"" + sentence), answers[0]);
            assertTrue(answers[1].startsWith("{\"answer\""), answers[1]);
        }
    }

    @Test
    void deepNestingIsNoRequest() throws IOException {
        try (var channel = raw()) {
            write(channel, "{\"word\":\"echo\",\"arguments\":{\"text\":" + "[".repeat(5_000) + "\n");
            channel.shutdownOutput();
            assertTrue(rest(channel).startsWith("{\"error\""));
        }
    }

    @Test
    void requestsComeInPiecesAndManyAtOnce() throws IOException {
        try (var channel = raw()) {
            for (char c : "{\"word\":\"told\"}\n".toCharArray()) {
                write(channel, String.valueOf(c));
            }
            write(channel, "{\"word\":\"told\"}\n".repeat(50));
            channel.shutdownOutput();
            assertEquals(51, rest(channel).split("\n").length);
        }
    }

    @Test
    void aLineOfTenMegabytesIsEndedEarlyWithASentence() throws IOException {
        try (var channel = raw()) {
            var sent = CompletableFuture.runAsync(() -> {
                try {
                    write(channel, "x".repeat(10_000_000));
                } catch (IOException e) {
                    // The other side has ended it.
                    assertTrue(channel.isOpen());
                }
            });
            var answer = new StringBuilder();
            try {
                var part = ByteBuffer.allocate(1_000);
                while (answer.indexOf("\n") < 0 && channel.read(part) >= 0) {
                    answer.append(StandardCharsets.UTF_8.decode(part.flip()));
                    part.clear();
                }
            } catch (IOException e) {
                assertTrue(answer.length() > 0, e.getMessage());
            }
            assertTrue(answer.toString().contains("longer than 65536 octets"), answer.toString());
            sent.join();
        }
        assertEquals(EngineReply.Kind.ANSWER, say("told", Map.of()).kind());
    }

    @Test
    void halfALineIsNothingAndHoldsUpNobody() throws IOException {
        try (var hurried = new ControlSocket(Files.createDirectory(folder.resolve("h")), ME, Duration.ofMillis(50));
                var channel = SocketChannel.open(
                        UnixDomainSocketAddress.of(folder.resolve("h").resolve(ControlSocket.FILE)))) {
            hurried.register("told", ask -> 1);
            write(channel, "{\"word\":\"to");
            // It ends although nothing more comes.
            assertEquals("", rest(channel));
            try (var client = new ControlClient(folder.resolve("h"))) {
                assertEquals("1", client.say("told", Map.of(), p -> {}).json().toString());
            }
        }
    }

    @Test
    void anotherUserIsToldThatHeIsNotTheOwner() throws IOException {
        // The superuser is always heard: whom the kernel names is asked before, and the test may run as that one.
        org.junit.jupiter.api.Assumptions.assumeFalse(ME.equals("root"));
        try (var theirs =
                        new ControlSocket(Files.createDirectory(folder.resolve("t")), "nobody", Duration.ofSeconds(5));
                var client = new ControlClient(folder.resolve("t"))) {
            theirs.register("told", ask -> 1);
            assertEquals(
                    "this engine takes commands of nobody only, not of " + ME,
                    client.say("told", Map.of(), p -> {}).sentence());
        }
    }

    @Test
    void onlyTheOwnerMayOpenTheSocketAndADeadEnginesSocketIsReplaced() throws IOException {
        var file = folder.resolve(ControlSocket.FILE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        socket.close();
        assertFalse(Files.exists(file));
        Files.writeString(file, "left behind");
        socket = new ControlSocket(folder);
        socket.register("told", ask -> 1);
        assertEquals("1", say("told", Map.of()).json().toString());
    }

    @Test
    void withoutAnEngineThereIsOneSentence() throws IOException {
        socket.close();

        var fault = assertThrows(ControlClient.NoEngine.class, () -> say("told", Map.of()));
        assertTrue(fault.getMessage().startsWith("no engine runs on " + folder), fault.getMessage());
    }

    @Test
    void tooManyConnectionsAreClosedAndTheOthersServed() throws IOException {
        var held = new ArrayList<SocketChannel>();
        for (int i = 0; i < 20; i++) {
            held.add(raw());
        }
        int served = 0;
        for (var channel : held) {
            try {
                write(channel, "{\"word\":\"told\"}\n");
                channel.shutdownOutput();
                served += rest(channel).isEmpty() ? 0 : 1;
            } catch (IOException e) {
                assertTrue(served > 0, "one of the first was refused");
            }
        }
        assertTrue(served >= 16, "served " + served);
    }
}
