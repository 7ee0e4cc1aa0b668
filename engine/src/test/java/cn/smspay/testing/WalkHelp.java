package cn.smspay.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** What a walk through pages asks of the test meanwhile: a code that was sent, an order to pay, a turn of the clock. */
public final class WalkHelp implements AutoCloseable {
    private static final int WRONG = 500;

    private final HttpServer server;

    /** @param answers by the first part of the path; each is given what follows it */
    public WalkHelp(Map<String, Function<String, String>> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath().substring(1);
            int slash = path.indexOf('/');
            var word = slash < 0 ? path : path.substring(0, slash);
            int status = 200;
            String text;
            try {
                var answer = answers.get(word);
                text = answer == null ? "nothing is known of " + word : answer.apply(path.substring(slash + 1));
                status = answer == null ? WRONG : status;
            } catch (RuntimeException e) {
                status = WRONG;
                text = e.toString();
            }
            var octets = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
