package cn.smspay.voice.sip;

import cn.smspay.base.Secret;
import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.rtp.RtcpReport;
import cn.smspay.voice.rtp.RtpHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A phone of few words: one call, messages as text, sound as bytes. Used by one thread. */
final class TestPhone implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final DatagramSocket sip;
    private final InetSocketAddress server;
    private final String host;
    /** As it stands in URIs and Via. */
    private final String name;
    /** The server as it stands in URIs. */
    private final String at;

    private final String callId;
    /** Whether the last answer was a refusal, whose ACK belongs to the transaction of the INVITE. */
    private boolean refused;

    private String toTag = "";
    private int sequence;
    private int rtpSequence = 100;
    private long rtpTimestamp = 4711;
    private InetSocketAddress serverRtp;

    /** One packet of sound as it came. */
    record Heard(RtpHeader header, byte[] payload) {}

    TestPhone(String host, int serverPort) throws IOException {
        var address = InetAddress.getByName(host);
        this.host = host;
        boolean six = host.indexOf(':') >= 0;
        this.name = six ? "[" + host + "]" : host;
        this.at = six ? "[::1]" : "127.0.0.1";
        this.server = new InetSocketAddress(six ? "::1" : "127.0.0.1", serverPort);
        this.sip = new DatagramSocket(new InetSocketAddress(address, 0));
        this.rtp = new DatagramSocket(new InetSocketAddress(address, 0));
        this.rtcp = new DatagramSocket(new InetSocketAddress(address, 0));
        this.serverRtp = server;
        this.callId = "c" + sip.getLocalPort() + "@" + name;
        rtp.setSoTimeout(PATIENCE_MILLIS);
        rtcp.setSoTimeout(PATIENCE_MILLIS);
        sip.setSoTimeout(PATIENCE_MILLIS);
    }

    String sdp(String formats, String more) {
        var family = host.indexOf(':') < 0 ? "IP4 " : "IP6 ";
        return "v=0\r\no=- 1 1 IN " + family + host + "\r\ns=-\r\nc=IN " + family + host + "\r\nt=0 0\r\nm=audio "
                + rtp.getLocalPort() + " RTP/AVP " + formats + "\r\na=rtcp:" + rtcp.getLocalPort() + "\r\n" + more;
    }

    static String events() {
        return "a=rtpmap:101 telephone-event/8000\r\n";
    }

    void send(String method, String body, String... headers) throws IOException {
        int number = method.equals("ACK") || method.equals("CANCEL") ? sequence : ++sequence;
        var text = new StringBuilder(method + " sip:12588@" + at + ":" + server.getPort() + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP " + name + ":" + sip.getLocalPort() + ";rport;branch=z9hG4bK"
                        + sip.getLocalPort() + "x" + number + (method.equals("ACK") && !refused ? "a" : "") + "\r\n")
                .append("From: <sip:phone@" + name + ">;tag=p1\r\n")
                .append("To: <sip:12588@" + at + ">" + toTag + "\r\n")
                .append("Call-ID: " + callId + "\r\n")
                .append("CSeq: " + number + " " + method + "\r\n")
                .append("Contact: <sip:phone@" + name + ":" + sip.getLocalPort() + ">\r\n")
                .append("Max-Forwards: 70\r\n");
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/" + (body.startsWith("v=") ? "sdp" : "dtmf-relay") + "\r\n");
        }
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        sendRaw(text + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    /** How a hand-over goes (RFC 3515 2.4.5). */
    void sendNotify(String fragment) throws IOException {
        send("NOTIFY", fragment, "Event: refer", "Subscription-State: terminated;reason=noresource");
    }

    void sendRaw(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(bytes, bytes.length, server));
    }

    /** The next message other than a 100. */
    String receive() throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[65536], 65536);
            sip.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (!text.startsWith("SIP/2.0 100")) {
                refused = text.matches("(?s)SIP/2\\.0 [3-6].*");
                return text;
            }
        }
    }

    /** Whether what has come by now is only this again. */
    boolean onlyRepeats(String beginning) throws IOException {
        sip.setSoTimeout(50);
        try {
            while (true) {
                if (!receive().startsWith(beginning)) {
                    return false;
                }
            }
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            sip.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Messages that have come and that nobody has looked at. */
    List<String> messages() throws IOException {
        var messages = new ArrayList<String>();
        sip.setSoTimeout(50);
        try {
            while (true) {
                messages.add(receive());
            }
        } catch (SocketTimeoutException e) {
            return messages;
        } finally {
            sip.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The next message that does not begin like this. */
    String after(String beginning) throws IOException {
        var text = receive();
        return text.startsWith(beginning) ? after(beginning) : text;
    }

    /** Whether nothing more has come by now; asks the server something else first, so that it had its chance. */
    boolean heardNothing() throws IOException {
        sip.setSoTimeout(50);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            sip.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The next message, which must begin like this. */
    String expect(String beginning) throws IOException {
        var text = receive();
        if (!text.startsWith(beginning)) {
            throw new AssertionError("expected " + beginning + " but got " + text);
        }
        return text;
    }

    /** Waits until the last request of this method is answered with 200, past answers to others that are repeated. */
    void isAnswered(String method) throws IOException {
        var answer = receive();
        while (!header(answer, "CSeq").equals(sequence + " " + method)) {
            answer = receive();
        }
        if (!answer.startsWith("SIP/2.0 200")) {
            throw new AssertionError(method + " was answered " + answer);
        }
    }

    static String header(String message, String name) {
        var line = Pattern.compile("(?im)^" + name + ": *(.*)$").matcher(message);
        return line.find() ? line.group(1).strip() : "";
    }

    /** Calls with A-law and events and acknowledges; returns the answer. */
    String call() throws IOException {
        return call("8 101", events());
    }

    String call(String formats, String more) throws IOException {
        var answer = invite(formats, more);
        send("ACK", "");
        return answer;
    }

    String invite(String formats, String more, String... headers) throws IOException {
        send("INVITE", sdp(formats, more), headers);
        return answered(expect("SIP/2.0 200"));
    }

    /** Takes note of where the other side is. */
    String answered(String answer) {
        toTag = ";tag=" + header(answer, "To").replaceAll(".*tag=", "");
        var media = Pattern.compile("m=audio ([0-9]+)").matcher(answer);
        if (media.find()) {
            serverRtp = new InetSocketAddress(server.getAddress(), Integer.parseInt(media.group(1)));
        }
        return answer;
    }

    /** Answers a request of the server. */
    void reply(String request, String status) throws IOException {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            text.append(name + ": " + header(request, name) + "\r\n");
        }
        sendRaw(text + "Contact: <sip:phone@" + name + ":" + sip.getLocalPort() + ">\r\nContent-Length: 0\r\n\r\n");
    }

    /** The header that answers a 401 by this algorithm. */
    String credentials(String challenge, String method, String algorithm, String user, String password) {
        var line = Pattern.compile("(?im)^WWW-Authenticate: *(.*algorithm=\"?" + algorithm + "\"?.*)$")
                .matcher(challenge);
        if (!line.find()) {
            throw new AssertionError("no " + algorithm + " in " + challenge);
        }
        var nonce = Pattern.compile("nonce=\"([^\"]*)\"").matcher(line.group(1));
        nonce.find();
        var uri = "sip:12588@127.0.0.1:" + server.getPort();
        var question = new Digest.DigestInput(
                Digest.Algorithm.of(algorithm).orElseThrow(),
                user,
                "smspay",
                method,
                uri,
                nonce.group(1),
                "00000001",
                "abcd");
        return "Authorization: Digest username=\"" + user + "\", realm=\"smspay\", nonce=\"" + nonce.group(1)
                + "\", uri=\"" + uri + "\", response=\"" + Digest.response(question, new Secret(password))
                + "\", algorithm=" + algorithm + ", qop=auth, nc=00000001, cnonce=\"abcd\"";
    }

    /** The next packet of sound. */
    Heard hear() throws IOException {
        var packet = new DatagramPacket(new byte[1500], 1500);
        rtp.receive(packet);
        var bytes = Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength());
        var header = RtpHeader.read(bytes).orElseThrow();
        var payload = new byte[bytes.readableBytes()];
        bytes.readBytes(payload);
        return new Heard(header, payload);
    }

    /** Listens until it hears these 20 ms. */
    void hear(byte[] sound) throws IOException {
        while (!java.util.Arrays.equals(sound, hear().payload)) {
            // the words before
        }
    }

    /** All sound until the server says goodbye in RTCP. */
    List<Heard> hearAll() throws IOException {
        var heard = new ArrayList<Heard>();
        rtp.setSoTimeout(1000);
        try {
            while (true) {
                heard.add(hear());
            }
        } catch (SocketTimeoutException e) {
            return heard;
        } finally {
            rtp.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    static byte[] sound(List<Heard> packets) {
        var all = new ByteArrayOutputStream();
        packets.forEach(packet -> all.writeBytes(packet.payload));
        return all.toByteArray();
    }

    void say(int payloadType, boolean marker, long timestamp, ByteBuf payload) throws IOException {
        sayFrom(rtp, payloadType, marker, timestamp, payload);
    }

    void sayFrom(DatagramSocket socket, int payloadType, boolean marker, long timestamp, ByteBuf payload)
            throws IOException {
        var packet = Unpooled.buffer();
        new RtpHeader(payloadType, marker, rtpSequence++, timestamp, 55).write(packet);
        packet.writeBytes(payload);
        socket.send(new DatagramPacket(packet.array(), packet.readableBytes(), serverRtp));
    }

    /** A packet with this number after the present one, whichever comes first. */
    void sayAt(int number, int payloadType, boolean marker, long timestamp, ByteBuf payload) throws IOException {
        int before = rtpSequence;
        rtpSequence = before + number;
        say(payloadType, marker, timestamp, payload);
        rtpSequence = number == 100 ? rtpSequence : before;
    }

    /** Says something that means nothing, as phones do all the time. */
    void saySilence() throws IOException {
        var payload = Unpooled.buffer().writeZero(160);
        say(8, false, rtpTimestamp += 160, payload);
    }

    /** Presses a key as RFC 4733 has it. */
    void press(char key) throws IOException {
        pressFrom(rtp, key);
    }

    void pressFrom(DatagramSocket socket, char key) throws IOException {
        rtpTimestamp += 1600;
        int event = "0123456789*#".indexOf(key);
        for (int i = 1; i <= 6; i++) {
            int duration = 160 * Math.min(i, 4);
            var payload = Unpooled.buffer()
                    .writeByte(event)
                    .writeByte(i >= 4 ? 0x8A : 0x0A)
                    .writeShort(duration);
            sayFrom(socket, 101, i == 1, rtpTimestamp, payload);
        }
    }

    /** Sings tones. */
    void sing(short[] tones) throws IOException {
        for (int at = 0; at < tones.length; at += 160) {
            var payload = Unpooled.buffer();
            for (int i = at; i < at + 160; i++) {
                payload.writeByte(G711.alaw(i < tones.length ? tones[i] : 0));
            }
            say(8, false, rtpTimestamp += 160, payload);
        }
    }

    /** The next RTCP packet's bytes. */
    byte[] report() throws IOException {
        var packet = new DatagramPacket(new byte[1500], 1500);
        rtcp.receive(packet);
        return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** A request as it came to a socket. */
    record Taken(String text, java.net.SocketAddress from) {}

    static Taken take(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var packet = new DatagramPacket(new byte[65536], 65536);
        socket.receive(packet);
        return new Taken(
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8), packet.getSocketAddress());
    }

    static void answer(DatagramSocket socket, Taken request, String status, String more) throws IOException {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            text.append(name + ": " + header(request.text, name) + (name.equals("To") ? ";tag=r" : "") + "\r\n");
        }
        var bytes = (text + more + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, request.from));
    }

    /** Reports that packets of this stream were lost, and a jitter of 80 samples. */
    void reportLoss(long source, long lost) throws IOException {
        var packet = Unpooled.buffer();
        packet.writeByte(0x81).writeByte(201).writeShort(7).writeInt(55);
        new RtcpReport(source, 1, lost, 0, 80).write(packet);
        rtcp.send(new DatagramPacket(
                packet.array(),
                packet.readableBytes(),
                new InetSocketAddress(serverRtp.getAddress(), serverRtp.getPort() + 1)));
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
        rtcp.close();
    }
}
