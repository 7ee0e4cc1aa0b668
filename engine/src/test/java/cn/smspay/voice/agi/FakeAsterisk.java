package cn.smspay.voice.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The Asterisk side of one FastAGI call. */
final class FakeAsterisk implements AutoCloseable {
    static final String CALL = """
            agi_network: yes
            agi_network_script: smspay
            agi_request: agi://127.0.0.1/smspay
            agi_channel: PJSIP/trunk-00000001
            agi_uniqueid: 1257123600.1
            agi_callerid: 13800000001
            agi_calleridname: unknown
            agi_callingpres: 0
            agi_dnid: 12588
            agi_context: ivr
            agi_extension: s

            """;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    FakeAsterisk(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
    }

    /** A call that is answered. */
    static FakeAsterisk call(int port) throws IOException {
        var asterisk = new FakeAsterisk(port);
        asterisk.send(CALL);
        asterisk.expect("ANSWER", "200 result=0");
        return asterisk;
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next command, or "closed". */
    String command() throws IOException {
        try {
            var line = in.readLine();
            return line == null ? "closed" : line;
        } catch (SocketException e) {
            return "closed";
        }
    }

    void expect(String command, String reply) throws IOException {
        var got = command();
        if (!got.equals(command)) {
            throw new AssertionError("expected " + command + " but got " + got);
        }
        send(reply + "\n");
    }

    /** Lets everything be played to its end; returns the files, and leaves the call at the question. */
    List<String> listen() throws IOException {
        var files = new ArrayList<String>();
        while (true) {
            var command = command();
            if (command.startsWith("STREAM FILE ")) {
                files.add(command.split(" ")[2].substring("smspay/".length()));
            } else if (!command.matches("WAIT FOR DIGIT [0-9]{1,3}")) {
                files.add(command);
                return files;
            }
            send("200 result=0 endpos=8000\n");
        }
    }

    void press(char key) throws IOException {
        send("200 result=" + (int) key + "\n");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
