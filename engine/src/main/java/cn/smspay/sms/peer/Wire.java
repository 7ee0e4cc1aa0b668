package cn.smspay.sms.peer;

import cn.smspay.base.Threads;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What carries the octets of a link: sockets in service; channels in memory on a loop that is run by hand where time is
 * played.
 *
 * @param lookup where names are looked up, which may take seconds
 * @param address the address of a host, looked up now
 * @param closing called before the threads are told to end
 */
public record Wire(
        IoEventLoopGroup loops,
        Class<? extends Channel> channel,
        Executor lookup,
        Function<Host, SocketAddress> address,
        Runnable closing)
        implements AutoCloseable {
    /** More threads than processors only take turns, and one serves thousands of connections. */
    private static final int THREADS_MAX = 4;

    /** TCP, with threads of its own until {@link #close}. */
    public static Wire sockets() {
        int threads = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
        var closing = new AtomicBoolean();
        return new Wire(
                new MultiThreadIoEventLoopGroup(
                        threads, Threads.unending(Threads.named("smpp"), closing::get), NioIoHandler.newFactory()),
                NioSocketChannel.class,
                work -> Threads.daemon("smpp-lookup", work).start(),
                host -> new InetSocketAddress(host.name(), host.port()),
                () -> closing.set(true));
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closing.run();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
