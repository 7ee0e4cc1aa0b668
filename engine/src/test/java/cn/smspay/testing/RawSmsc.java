package cn.smspay.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An SMSC that writes any octets it is told to, and remembers what comes back. Binds, enquiries and submissions are answered
 * well ({@code submit_sm} with the ids 1001, 1002 …) until {@link #answering} says otherwise. Takes any number of
 * connections, numbered from 0 in the order in which they come. Thread-safe.
 */
public final class RawSmsc implements AutoCloseable {
    public static final int BIND_RECEIVER = 0x01;
    public static final int BIND_TRANSMITTER = 0x02;
    public static final int SUBMIT_SM = 0x04;
    public static final int DELIVER_SM = 0x05;
    public static final int UNBIND = 0x06;
    public static final int BIND_TRANSCEIVER = 0x09;
    public static final int ENQUIRE_LINK = 0x15;
    /** Set in the command_id of every response. */
    public static final int RESPONSE = 0x80000000;

    private static final byte[] NOTHING = {};
    private static final byte[] SYSTEM_ID = "SMSC\0".getBytes(StandardCharsets.US_ASCII);
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int FIRST_MESSAGE_ID = 1001;

    /** One PDU as it came, on which connection. */
    public record Raw(int connection, byte[] octets) {
        public int commandId() {
            return ByteBuffer.wrap(octets).getInt(4);
        }

        public int status() {
            return ByteBuffer.wrap(octets).getInt(8);
        }

        public int sequence() {
            return ByteBuffer.wrap(octets).getInt(12);
        }

        public boolean isRequest() {
            return commandId() >= 0;
        }

        @Override
        public String toString() {
            return connection + ":" + HexFormat.of().formatHex(octets);
        }
    }

    private final ServerSocket listening;
    private final List<Socket> connections = new ArrayList<>();
    private final List<Raw> received = new ArrayList<>();
    private final Map<Integer, Function<Raw, byte[]>> answers = new HashMap<>();
    private final AtomicInteger lastMessageId = new AtomicInteger(FIRST_MESSAGE_ID - 1);
    private int ended;

    public RawSmsc() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        for (int bind : new int[] {BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER}) {
            answering(bind, asked -> response(asked, 0, SYSTEM_ID));
        }
        answering(ENQUIRE_LINK, asked -> response(asked, 0));
        answering(UNBIND, asked -> response(asked, 0));
        answering(SUBMIT_SM, asked -> accepting(asked, Integer.toString(nextMessageId())));
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on such requests are answered so, with any octets at all; none for silence. */
    public synchronized void answering(int commandId, Function<Raw, byte[]> how) {
        answers.put(commandId, how);
    }

    public int nextMessageId() {
        return lastMessageId.incrementAndGet();
    }

    /** {@code submit_sm_resp} with this id. */
    public static byte[] accepting(Raw submit, String messageId) {
        return response(submit, 0, (messageId + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] response(Raw request, int status, byte... body) {
        return pdu(request.commandId() | RESPONSE, status, request.sequence(), body);
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

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "raw-smsc");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                socket.setTcpNoDelay(true);
                int number = opened(socket);
                daemon(() -> serve(number, socket));
            }
        } catch (IOException e) {
            // The test is over.
            assert listening.isClosed();
        }
    }

    private synchronized int opened(Socket socket) {
        connections.add(socket);
        notifyAll();
        return connections.size() - 1;
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                int length = in.readInt();
                var whole = ByteBuffer.allocate(length).putInt(length).put(in.readNBytes(length - 4));
                var raw = new Raw(number, whole.array());
                var answer = came(raw);
                if (answer.length > 0) {
                    send(number, answer);
                }
            }
        } catch (IOException e) {
            gone();
        }
    }

    /** The answer is decided before the PDU can be seen by the test, so that both agree about the order. */
    private byte[] came(Raw raw) {
        Function<Raw, byte[]> how;
        synchronized (this) {
            how = raw.isRequest() ? answers.getOrDefault(raw.commandId(), asked -> NOTHING) : asked -> NOTHING;
        }
        var answer = how.apply(raw);
        synchronized (this) {
            received.add(raw);
            notifyAll();
        }
        return answer;
    }

    private synchronized void gone() {
        ended++;
        notifyAll();
    }

    /** How many connections have ended, by either side. */
    public synchronized int ended() {
        return ended;
    }

    public synchronized int connections() {
        return connections.size();
    }

    /** Writes these octets to the newest connection. */
    public void send(String hex) {
        send(HexFormat.of().parseHex(hex));
    }

    public void send(byte[] octets) {
        send(connections() - 1, octets);
    }

    public void send(int connection, byte[] octets) {
        Socket socket;
        synchronized (this) {
            socket = connections.get(connection);
        }
        try {
            synchronized (socket) {
                socket.getOutputStream().write(octets);
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new AssertionError("connection " + connection + " is gone", e);
        }
    }

    /** Cuts the newest connection. */
    public void hangUp() {
        hangUp(connections() - 1);
    }

    public void hangUp(int connection) {
        try {
            synchronized (this) {
                connections.get(connection).close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that has come so far. */
    public synchronized List<Raw> received() {
        return List.copyOf(received);
    }

    public List<Raw> received(int commandId) {
        return received().stream().filter(raw -> raw.commandId() == commandId).toList();
    }

    /** Waits until so many PDUs of this kind have come, the earlier ones counted; all of them. */
    public List<Raw> await(int commandId, int count) {
        until(
                "%d PDUs 0x%x".formatted(count, commandId),
                all -> all.stream().filter(raw -> raw.commandId() == commandId).count() >= count);
        return received(commandId);
    }

    /** Waits for the response with this sequence_number, the last of them if there were several. */
    public Raw awaitAnswer(int commandId, int sequence) {
        Predicate<Raw> it = raw -> raw.commandId() == (commandId | RESPONSE) && raw.sequence() == sequence;
        until("the answer to " + sequence, all -> all.stream().anyMatch(it));
        return received().stream().filter(it).reduce((before, after) -> after).orElseThrow();
    }

    /** Waits until so many connections have been opened. */
    public void awaitConnections(int count) {
        until(count + " connections", all -> connections.size() >= count);
    }

    /** Waits until so many connections have ended. */
    public void awaitEnded(int count) {
        until(count + " ends", all -> ended >= count);
    }

    private synchronized void until(String what, Predicate<List<Raw>> reached) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.test(received)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(what + " did not come, only " + received);
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A {@code deliver_sm} of a subscriber, whose pieces can be changed one by one. */
    public static Deliver deliver(String source, String destination) {
        return new Deliver(1, source, destination, 0, 0, NOTHING, -1, NOTHING);
    }

    /**
     * Pieces of a {@code deliver_sm}.
     *
     * @param claimedLength sm_length, or -1 for the true one
     * @param tail whatever stands behind short_message: TLVs, stray octets
     */
    public record Deliver(
            int sequence,
            String source,
            String destination,
            int esmClass,
            int dataCoding,
            byte[] octets,
            int claimedLength,
            byte[] tail) {
        public Deliver sequence(int other) {
            return new Deliver(other, source, destination, esmClass, dataCoding, octets, claimedLength, tail);
        }

        public Deliver esm(int other) {
            return new Deliver(sequence, source, destination, other, dataCoding, octets, claimedLength, tail);
        }

        public Deliver coded(int coding, byte... text) {
            return new Deliver(sequence, source, destination, esmClass, coding, text, claimedLength, tail);
        }

        public Deliver text(String ascii) {
            return coded(dataCoding, ascii.getBytes(StandardCharsets.ISO_8859_1));
        }

        public Deliver claiming(int length) {
            return new Deliver(sequence, source, destination, esmClass, dataCoding, octets, length, tail);
        }

        public Deliver tail(String hex) {
            return new Deliver(
                    sequence,
                    source,
                    destination,
                    esmClass,
                    dataCoding,
                    octets,
                    claimedLength,
                    HexFormat.of().parseHex(hex));
        }

        public byte[] pdu() {
            var body = new ByteArrayOutputStream();
            body.writeBytes(("\0\1\1" + source + "\0\0\1" + destination + '\0').getBytes(StandardCharsets.ISO_8859_1));
            body.write(esmClass);
            body.writeBytes(new byte[6]);
            body.write(dataCoding);
            body.write(0);
            body.write(claimedLength < 0 ? octets.length : claimedLength);
            body.writeBytes(octets);
            body.writeBytes(tail);
            return RawSmsc.pdu(DELIVER_SM, 0, sequence, body.toByteArray());
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            List<Socket> open;
            synchronized (this) {
                open = List.copyOf(connections);
            }
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
