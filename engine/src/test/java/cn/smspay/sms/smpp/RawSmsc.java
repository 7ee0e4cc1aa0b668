package cn.smspay.sms.smpp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that writes exactly the octets it is told to. */
public final class RawSmsc implements AutoCloseable {
    static final int GENERIC_NACK = 0x80000000;
    public static final int BIND_TRANSCEIVER_RESP = 0x80000009;
    static final int DELIVER_SM = 5;
    static final int DELIVER_SM_RESP = 0x80000005;
    static final int UNBIND = 6;
    static final int ENQUIRE_LINK = 0x15;
    static final int ENQUIRE_LINK_RESP = 0x80000015;

    /** One PDU as it came. */
    record Raw(int commandId, int status, int sequence, byte[] octets) {}

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private Socket socket = new Socket();

    RawSmsc() throws IOException {
        listening.setSoTimeout(10_000);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits for a connection and accepts its bind; {@code glued} goes out in the same segment as the answer. */
    Raw acceptBind(byte... glued) throws IOException {
        socket.close();
        socket = listening.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        var bind = read();
        var answer = new ByteArrayOutputStream();
        answer.writeBytes(pdu(BIND_TRANSCEIVER_RESP, 0, bind.sequence(), "SMSC\0".getBytes(StandardCharsets.US_ASCII)));
        answer.writeBytes(glued);
        write(answer.toByteArray());
        return bind;
    }

    void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** @throws IOException if the connection has ended or nothing comes for 10 s */
    Raw read() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        var rest = in.readNBytes(length - 4);
        var whole = ByteBuffer.allocate(length).putInt(length).put(rest);
        return new Raw(whole.getInt(4), whole.getInt(8), whole.getInt(12), whole.array());
    }

    /** Reads on, over enquire_links of the other side, until a PDU with this sequence number comes. */
    Raw readAnswer(int sequence) throws IOException {
        while (true) {
            var raw = read();
            if (raw.commandId() < 0 && raw.sequence() == sequence) {
                return raw;
            }
        }
    }

    boolean isClosedByPeer() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (java.io.EOFException | java.net.SocketException e) {
            return true;
        }
    }

    void hangUp() throws IOException {
        socket.close();
    }

    public static byte[] pdu(int commandId, int status, int sequence, byte... body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(commandId)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    public static byte[] deliverSm(int sequence, String text) {
        var octets = text.getBytes(StandardCharsets.US_ASCII);
        return deliverSm(sequence, octets.length, octets);
    }

    /** @param claimedLength sm_length, whatever the octets are */
    public static byte[] deliverSm(int sequence, int claimedLength, byte[] octets) {
        var body = new ByteArrayOutputStream();
        body.write(0);
        body.writeBytes("\1\00113800138000\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes("\0\00110658888\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) claimedLength});
        body.writeBytes(octets);
        return pdu(DELIVER_SM, 0, sequence, body.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listening.close();
    }
}
