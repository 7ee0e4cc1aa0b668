package cn.smspay.net.http;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Threads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Posts to addresses that partners gave us, and so trusts none of them: https and public addresses only unless told otherwise, the
 * connection goes to the very address that was checked, redirects are answers like any other, and everything has an end.
 * Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {
    /** As much of an answer as is worth keeping. */
    private static final int ANSWER_OCTETS = 2_000;

    private static final int LOOKUPS = 2;
    private static final int LOOKUPS_WAITING = 1_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final List<AddressBlock> NOT_PUBLIC = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/32",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private final Vertx vertx = Doors.vertx();
    private final HttpClient client;
    private final ThreadPoolExecutor lookups;
    private final Duration patience;
    private final boolean anywhere;

    /**
     * What came of a call.
     *
     * @param status 0 if there was no answer
     * @param text the beginning of the answer, or why there is none
     */
    public record HttpReply(int status, String text) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * @param patience until the whole answer is there
     * @param anywhere whether plain HTTP and addresses inside are allowed, for tests and closed networks
     */
    public HttpCaller(String name, Duration patience, boolean anywhere) {
        this.patience = patience;
        this.anywhere = anywhere;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setMaxRedirects(0));
        this.lookups = new ThreadPoolExecutor(
                LOOKUPS, LOOKUPS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(LOOKUPS_WAITING), Threads.named(name));
        lookups.allowCoreThreadTimeOut(true);
    }

    private static List<AddressBlock> networks(String... all) {
        return java.util.Arrays.stream(all)
                .map(text -> AddressBlock.read(text).orElseThrow())
                .toList();
    }

    /** Whether an address is somewhere on the Internet, and no inside of anybody's. */
    static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
    }

    /** Posts; the stage never fails. */
    public CompletionStage<HttpReply> post(URI target, List<WebResponse.Header> headers, byte[] body) {
        Promise<HttpReply> came = Promise.promise();
        long end = vertx.setTimer(
                patience.toMillis(),
                late -> came.tryComplete(new HttpReply(0, "no answer within " + patience.toMillis() + " ms")));
        try {
            lookups.execute(Threads.lasting("looking up a partner", () -> call(target, headers, body, came)));
        } catch (RejectedExecutionException e) {
            came.tryComplete(new HttpReply(0, "too many calls wait already"));
        }
        return came.future().onComplete(done -> vertx.cancelTimer(end)).toCompletionStage();
    }

    private void call(URI target, List<WebResponse.Header> headers, byte[] body, Promise<HttpReply> came) {
        boolean secure = "https".equals(String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT));
        if (!secure && !anywhere) {
            came.tryComplete(new HttpReply(0, "not called: only https is"));
            return;
        }
        try {
            var all = InetAddress.getAllByName(target.getHost());
            for (var address : all) {
                if (!anywhere && !isPublic(address)) {
                    came.tryComplete(new HttpReply(0, "not called: the address is not a public one"));
                    return;
                }
            }
            int port = target.getPort() > 0 ? target.getPort() : secure ? HTTPS : HTTP;
            send(target, secure, new InetSocketAddress(all[0], port), headers, Buffer.buffer(body), came);
        } catch (UnknownHostException e) {
            came.tryComplete(new HttpReply(0, "the host is not known"));
        }
    }

    private void send(
            URI target,
            boolean secure,
            InetSocketAddress checked,
            List<WebResponse.Header> headers,
            Buffer body,
            Promise<HttpReply> came) {
        var path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(checked))
                .setHost(target.getHost())
                .setPort(checked.getPort())
                .setSsl(secure)
                .setFollowRedirects(false)
                .setConnectTimeout(patience.toMillis())
                .setURI(target.getRawQuery() == null ? path : path + '?' + target.getRawQuery());
        client.request(options)
                .compose(request -> exchange(request, headers, body, came.future()))
                .onSuccess(came::tryComplete)
                .onFailure(fault -> {
                    Threads.check(fault);
                    came.tryComplete(new HttpReply(
                            0, "the connection failed: " + fault.getClass().getSimpleName()));
                });
    }

    private static Future<HttpReply> exchange(
            HttpClientRequest request, List<WebResponse.Header> headers, Buffer body, Future<HttpReply> end) {
        headers.forEach(header -> request.putHeader(header.name(), header.value()));
        end.onComplete(done -> request.reset());
        return request.send(body).compose(HttpCaller::read);
    }

    private static Future<HttpReply> read(HttpClientResponse response) {
        Promise<HttpReply> read = Promise.promise();
        var text = Buffer.buffer();
        response.handler(part -> {
            text.appendBuffer(part);
            if (text.length() >= ANSWER_OCTETS) {
                read.tryComplete(came(response, text));
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(came(response, text)));
        return read.future();
    }

    private static HttpReply came(HttpClientResponse response, Buffer text) {
        var kept = text.getBytes(0, Math.min(text.length(), ANSWER_OCTETS));
        return new HttpReply(response.statusCode(), new String(kept, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        Doors.await("ending the calls to partners", vertx.close());
    }
}
