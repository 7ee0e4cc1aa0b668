package cn.smspay.ops.control;

import cn.smspay.base.Threads;
import cn.smspay.ops.control.ControlWord.Declined;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's ear for commands at this machine: the socket {@code smspay.sock} in the data folder, which only its owner may
 * open. A request is a line {@code {"word": …, "arguments": {…}}}; it is answered by any number of lines {@code {"progress": …}}
 * and one of {@code {"answer": …}}, {@code {"declined": …, "sentence": …}} or {@code {"error": …}}. Thread-safe.
 */
public final class ControlSocket implements AutoCloseable {
    public static final String FILE = "smspay.sock";
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** People and scripts at one machine. */
    private static final int CONNECTIONS_MOST = 16;
    /** For a whole line to come or to go; who waits longer holds up nobody else for more than that. */
    private static final Duration LINE_WITHIN = Duration.ofSeconds(10);

    private static final String SUPERUSER = "root";

    private final Map<String, ControlWord> words = new ConcurrentSkipListMap<>();
    private final Path file;
    private final ServerSocketChannel server;
    private final String owner;
    private final Duration lineWithin;
    private final Semaphore free = new Semaphore(CONNECTIONS_MOST);
    private final ThreadPoolExecutor connections;
    private volatile boolean closing;

    /** Listens in this folder; what a dead engine has left there is replaced. */
    public ControlSocket(Path data) throws IOException {
        this(data, ProcessHandle.current().info().user().orElse(System.getProperty("user.name", "")), LINE_WITHIN);
    }

    /**
     * For tests.
     *
     * @param owner the user whose commands are taken, besides the superuser's
     */
    ControlSocket(Path data, String owner, Duration lineWithin) throws IOException {
        this.file = data.resolve(FILE);
        this.owner = owner;
        this.lineWithin = lineWithin;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(file);
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        this.connections = new ThreadPoolExecutor(
                0, CONNECTIONS_MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named("control"));
        Threads.daemon("control", this::accept).start();
    }

    /** Makes a word known. */
    public void register(String word, ControlWord does) {
        if (words.put(word, does) != null) {
            throw new IllegalStateException("the word " + word + " is registered twice");
        }
    }

    private void accept() {
        while (!closing) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!closing) {
                    LOG.warn("a connection to {} could not be taken: {}", file, e.getMessage());
                }
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (!free.tryAcquire()) {
            channel.close();
            return;
        }
        connections.execute(Threads.lasting("a control connection", () -> {
            try (var lines = new LineChannel(channel, LineChannel.LINE_MOST)) {
                talk(channel, lines);
            } catch (AsynchronousCloseException | SocketTimeoutException e) {
                LOG.debug("a control connection was ended: {}", e.getMessage());
            } catch (IOException e) {
                LOG.debug("a control connection has ended", e);
            } finally {
                free.release();
            }
        }));
    }

    private void talk(SocketChannel channel, LineChannel lines) throws IOException {
        var user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        if (!user.equals(owner) && !user.equals(SUPERUSER)) {
            say(lines, ControlJson.with("error", "this engine takes commands of " + owner + " only, not of " + user));
            return;
        }
        try {
            for (var line = lines.read(lineWithin); line.isPresent(); line = lines.read(lineWithin)) {
                say(lines, answer(line.get(), user, lines));
            }
        } catch (LineChannel.TooLong e) {
            say(lines, ControlJson.with("error", String.valueOf(e.getMessage())));
        }
    }

    private void say(LineChannel lines, ObjectNode line) throws IOException {
        lines.write(ControlJson.line(line), lineWithin);
    }

    private ObjectNode answer(String line, String user, LineChannel lines) throws ClosedChannelException {
        var request = ControlJson.read(line).orElse(null);
        if (request == null || !request.path("word").isTextual()) {
            return ControlJson.with("error", "a request is one JSON object a line, with a word and arguments");
        }
        var word = request.get("word").asText();
        JsonNode arguments = request.path("arguments");
        if (!arguments.isMissingNode() && !arguments.isObject()) {
            return ControlJson.with("error", "arguments must be a JSON object");
        }
        var does = words.get(word);
        if (does == null) {
            return ControlJson.with("error", "this engine knows no word " + word);
        }
        var ask = new Ask(
                word,
                arguments instanceof ObjectNode object ? object : ControlJson.object(),
                user,
                progress -> tell(lines, progress));
        return answer(does, ask);
    }

    private void tell(LineChannel lines, Object progress) {
        try {
            say(lines, ControlJson.with("progress", progress));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode answer(ControlWord does, Ask ask) {
        try {
            return ControlJson.with("answer", does.answer(ask));
        } catch (Declined e) {
            return ControlJson.with("declined", e.details()).put("sentence", e.getMessage());
        } catch (IllegalArgumentException e) {
            return ControlJson.with("error", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ControlJson.with("error", "the engine stops");
        } catch (UncheckedIOException e) {
            LOG.debug("{} was left before its answer", ask.word(), e);
            return ControlJson.with("error", "the other side has gone");
        } catch (Exception e) {
            LOG.error("the command {} failed", ask.word(), e);
            return ControlJson.with("error", ask.word() + " failed by a fault of the engine; its log tells which");
        }
    }

    /** The words that are known, for showing. */
    public Iterable<String> words() {
        return new TreeMap<>(words).keySet();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        server.close();
        connections.shutdownNow();
        Files.deleteIfExists(file);
    }
}
