package cn.smspay.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Stands between an ESME and an SMSC on 127.0.0.1 and keeps every PDU that passes. One connection. */
final class Tap implements AutoCloseable {
    /** One PDU and its direction. */
    record Passed(boolean fromEsme, byte[] octets) {}

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Passed> passed = new ArrayList<>();
    private final int smscPort;

    Tap(int smscPort) throws IOException {
        this.smscPort = smscPort;
        start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** In the order of passing. */
    List<Passed> passed() {
        synchronized (passed) {
            return List.copyOf(passed);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has closed: then so has the other.
                    }
                },
                "tap");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() throws IOException {
        var esme = listening.accept();
        var smsc = new Socket(InetAddress.getLoopbackAddress(), smscPort);
        start(() -> copy(smsc, esme, false));
        copy(esme, smsc, true);
    }

    private void copy(Socket from, Socket to, boolean fromEsme) throws IOException {
        var rest = new ByteArrayOutputStream();
        var chunk = new byte[8_192];
        try (from;
                to) {
            int count;
            while ((count = from.getInputStream().read(chunk)) > 0) {
                rest.write(chunk, 0, count);
                cut(rest, fromEsme);
                to.getOutputStream().write(chunk, 0, count);
            }
        }
    }

    private void cut(ByteArrayOutputStream rest, boolean fromEsme) {
        var stream = ByteBuffer.wrap(rest.toByteArray());
        while (stream.remaining() >= 4 && stream.remaining() >= stream.getInt(stream.position())) {
            var pdu = new byte[stream.getInt(stream.position())];
            stream.get(pdu);
            synchronized (passed) {
                passed.add(new Passed(fromEsme, pdu));
            }
        }
        rest.reset();
        rest.write(stream.array(), stream.position(), stream.remaining());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
