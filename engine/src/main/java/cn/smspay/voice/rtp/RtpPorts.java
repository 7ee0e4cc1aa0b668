package cn.smspay.voice.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Opens pairs of UDP ports for sound and its reports. A port that was given back rests longest. Thread-safe. */
public final class RtpPorts {
    /** Class EF of RFC 3246, where routers look for sound. */
    private static final int EXPEDITED = 0xB8;

    private static final int TRIES = 100;

    private final String host;
    private final PortRange range;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

    public RtpPorts(String host, PortRange range) {
        this.host = host;
        this.range = range;
        for (int port = range.first(); !range.systemChosen() && port <= range.last(); port += 2) {
            free.add(port);
        }
    }

    /** Two bound sockets. Close gives the ports back. */
    public record Pair(DatagramChannel rtp, DatagramChannel rtcp, int port, Runnable release) {
        public void close() {
            closeQuietly(rtp);
            closeQuietly(rtcp);
            release.run();
        }
    }

    /** A pair, unless all ports are taken. */
    public Optional<Pair> open() {
        for (int i = 0; i < TRIES; i++) {
            var port = range.systemChosen() ? Integer.valueOf(0) : free.poll();
            if (port == null) {
                return Optional.empty();
            }
            var pair = bind(port);
            if (pair.isPresent()) {
                return pair;
            }
            giveBack(port);
        }
        return Optional.empty();
    }

    private void giveBack(int port) {
        if (!range.systemChosen()) {
            free.add(port);
        }
    }

    /** Empty if somebody else has one of the two ports, or the system chose an odd one. */
    private Optional<Pair> bind(int wanted) {
        DatagramChannel rtp = null;
        DatagramChannel rtcp = null;
        try {
            rtp = channel(wanted);
            int port = ((InetSocketAddress) rtp.getLocalAddress()).getPort();
            if (port % 2 == 0) {
                rtcp = channel(port + 1);
                return Optional.of(new Pair(rtp, rtcp, port, () -> giveBack(wanted)));
            }
        } catch (BindException e) {
            // Taken by another process: the next pair will do.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot open a port for sound", e);
        } finally {
            if (rtcp == null && rtp != null) {
                closeQuietly(rtp);
            }
        }
        return Optional.empty();
    }

    private DatagramChannel channel(int port) throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
            return channel.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot close a port for sound", e);
        }
    }
}
