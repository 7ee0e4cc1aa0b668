package cn.smspay.voice.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages as text over a socket of its own, UDP or a stream. Used by one thread. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;
    private static final AtomicInteger COUNTER = new AtomicInteger((int) (System.nanoTime() & 0xFFFFFF));

    private final String transport;
    private final InetSocketAddress server;
    private final DatagramSocket udp;
    private final Socket tcp;
    final DatagramSocket rtp;

    private Wire(String transport, InetSocketAddress server, DatagramSocket udp, Socket tcp) throws IOException {
        this.transport = transport;
        this.server = server;
        this.udp = udp;
        this.tcp = tcp;
        this.rtp = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    static Wire udp(int port) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Wire("UDP", new InetSocketAddress("127.0.0.1", port), socket, new Socket());
    }

    static Wire tcp(int port) throws IOException {
        return stream("TCP", new Socket("127.0.0.1", port));
    }

    static Wire stream(String transport, Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Wire(
                transport,
                new InetSocketAddress(socket.getInetAddress(), socket.getPort()),
                new DatagramSocket(null),
                socket);
    }

    /** Much is to be dealt with before the next answer can come. */
    void patience(int millis) throws IOException {
        udp.setSoTimeout(millis);
    }

    int port() {
        return transport.equals("UDP") ? udp.getLocalPort() : tcp.getLocalPort();
    }

    static String unique() {
        return "u" + COUNTER.incrementAndGet();
    }

    String sdp(String media, String more) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + rtp.getLocalPort()
                + " " + media + "\r\n" + more;
    }

    String sdp() {
        return sdp("RTP/AVP 8 101", "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n");
    }

    /** A request whose headers can be changed before it is sent; {@code [len]} becomes the length of the body. */
    String request(String method, String body, String... more) {
        var id = unique();
        var text = new StringBuilder(method + " sip:12588@127.0.0.1:" + server.getPort() + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/" + transport + " 127.0.0.1:" + port() + ";branch=z9hG4bK" + id + ";rport\r\n")
                .append("Max-Forwards: 70\r\n")
                .append("From: <sip:caller@trunk.example>;tag=" + id + "\r\n")
                .append("To: <sip:12588@engine.example>\r\n")
                .append("Call-ID: " + id + "\r\n")
                .append("CSeq: 1 " + method + "\r\n")
                .append("Contact: <sip:caller@127.0.0.1:" + port()
                        + (transport.equals("UDP") ? "" : ";transport=" + transport.toLowerCase(Locale.ROOT))
                        + ">\r\n");
        for (var header : more) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty() && !String.join("\n", more).contains("Content-Type")) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text + "Content-Length: [len]\r\n\r\n" + body;
    }

    void send(String message) throws IOException {
        int at = message.indexOf("\r\n\r\n");
        int length = at < 0 ? 0 : message.substring(at + 4).getBytes(StandardCharsets.UTF_8).length;
        sendRaw(message.replace("[len]", Integer.toString(length)).getBytes(StandardCharsets.UTF_8));
    }

    void sendRaw(byte[] bytes) throws IOException {
        if (transport.equals("UDP")) {
            udp.send(new DatagramPacket(bytes, bytes.length, server));
        } else {
            tcp.getOutputStream().write(bytes);
            tcp.getOutputStream().flush();
        }
    }

    /** The next message other than a 100; empty if the other side has hung up. */
    String receive() throws IOException {
        while (true) {
            var text = transport.equals("UDP") ? datagram() : streamed();
            if (!text.startsWith("SIP/2.0 100")) {
                return text;
            }
        }
    }

    private String datagram() throws IOException {
        var packet = new DatagramPacket(new byte[65536], 65536);
        udp.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private String streamed() throws IOException {
        var in = tcp.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        var text = head.toString(StandardCharsets.UTF_8);
        var told = TestPhone.header(text, "Content-Length");
        return text + new String(in.readNBytes(told.isEmpty() ? 0 : Integer.parseInt(told)), StandardCharsets.UTF_8);
    }

    InputStream in() throws IOException {
        return tcp.getInputStream();
    }

    /** Whether nothing comes; what is asked after it has had its answer before. */
    boolean silent() throws IOException {
        udp.setSoTimeout(50);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            udp.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** A request in the call that this answer has begun. */
    String within(String answer, String method, int sequence, String body, String... more) {
        var text = request(method, body, more);
        return text.replaceFirst("(?m)^From: .*$", "From: " + TestPhone.header(answer, "From"))
                .replaceFirst("(?m)^To: .*$", "To: " + TestPhone.header(answer, "To"))
                .replaceFirst("(?m)^Call-ID: .*$", "Call-ID: " + TestPhone.header(answer, "Call-ID"))
                .replaceFirst("(?m)^CSeq: .*$", "CSeq: " + sequence + " " + method);
    }

    /** Answers a request of the server. */
    void reply(String request, String status) throws IOException {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : java.util.List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            text.append(name + ": " + TestPhone.header(request, name) + "\r\n");
        }
        send(text + "Content-Length: 0\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        rtp.close();
    }
}
