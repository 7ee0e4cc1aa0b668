package cn.smspay.net.http;

import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from the wire to their handlers and answers back, within the limits. On the door's event loop. */
final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    /** So long we go on reading what nobody wants, so that the answer to it is not lost in a reset. */
    private static final long LINGER_MILLIS = 500;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final HttpSettings settings;
    private final HttpLimits limits;
    private final Routes routes;
    private final Aids aids;
    private final ClientAddress clients;
    private final AddressLimit addresses;
    private final Peers peers;

    record Aids(Executor answers, Ticker ticker, HttpFigures figures, Predicate<InetAddress> admits) {}

    Exchanges(Vertx vertx, HttpSettings settings, Routes routes, Aids aids) {
        this.vertx = vertx;
        this.settings = settings;
        this.limits = settings.limits();
        this.routes = routes;
        this.aids = aids;
        this.clients = new ClientAddress(settings.behindProxy());
        this.addresses = new AddressLimit(limits.requestsPerMinute(), limits.burst());
        this.peers = new Peers(vertx, limits, clients);
    }

    void opened(HttpConnection connection) {
        if (!aids.admits().test(Peers.address(connection))) {
            connection.close();
            return;
        }
        peers.opened(connection);
        aids.figures().connections.set(peers.size());
    }

    /** What breaks a connection is its peer's affair, unless it is an error of ours. */
    void broken(Throwable cause) {
        Threads.check(cause);
        LOG.debug("a connection to {} broke", settings.name(), cause);
    }

    /** What cannot be read as HTTP. */
    void invalid(HttpServerRequest wire) {
        var cause = wire.decoderResult().cause();
        var problem = cause instanceof TooLongHttpLineException
                ? Problems.URI
                : cause instanceof TooLongHttpHeaderException ? Problems.HEADERS : Problems.BAD_REQUEST;
        new Exchange(wire).refuse(problem);
    }

    void begin(HttpServerRequest wire) {
        if (!peers.isServed(wire.connection())) {
            return;
        }
        aids.figures().requests.increment();
        peers.asked(wire.connection());
        var exchange = new Exchange(wire);
        try {
            exchange.begin();
        } catch (HttpRefusal e) {
            exchange.refuse(e.problem());
        } catch (RuntimeException e) {
            exchange.fault(e);
        } catch (Error e) {
            Threads.died(e);
        }
    }

    private WebRequest.Head head(HttpServerRequest wire) {
        var headers = new ArrayList<WebResponse.Header>();
        for (var header : wire.headers()) {
            headers.add(header(header.getKey(), header.getValue()));
        }
        var peer = Peers.address(wire.connection());
        var client = clients.of(peer, wire.headers().getAll("X-Forwarded-For"));
        boolean secure = wire.isSSL() || clients.isProxy(peer);
        return new WebRequest.Head(wire.method().name(), wire.uri(), List.copyOf(headers), client, secure);
    }

    private static WebResponse.Header header(String name, String value) {
        try {
            return new WebResponse.Header(name, value);
        } catch (IllegalArgumentException e) {
            throw new HttpRefusal(Problems.BAD_REQUEST.detail(String.valueOf(e.getMessage())));
        }
    }

    /** One request and what becomes of it; on the event loop, but for the handler itself. */
    private final class Exchange {
        private final HttpServerRequest wire;
        private final Context loop = Objects.requireNonNull(Vertx.currentContext());
        private final AtomicBoolean answered = new AtomicBoolean();
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean arrived;

        Exchange(HttpServerRequest wire) {
            this.wire = wire;
        }

        void begin() {
            wire.exceptionHandler(Exchanges.this::broken);
            var head = head(wire);
            if (refusal(head).isPresent()) {
                refuse(refusal(head).get());
                return;
            }
            int wait = addresses.ask(head.client(), aids.ticker().millis());
            if (wait > 0) {
                aids.figures().limited.increment();
                refuse(Problems.TOO_MANY.retryAfter(wait));
                return;
            }
            var found = routes.find(head.method(), segments(head));
            if (found.handler().isEmpty()) {
                noRoute(head, found);
            } else {
                read(head, found);
            }
        }

        private Optional<Problem> refusal(WebRequest.Head head) {
            var host = head.header("Host");
            if (wire.headers().getAll("Host").size() > 1
                    || (host.isEmpty() && wire.version() != HttpVersion.HTTP_1_0)) {
                return Optional.of(Problems.BAD_REQUEST.detail("one Host is wanted"));
            }
            if (!settings.hosts().isEmpty() && !settings.hosts().contains(name(host.orElse("")))) {
                return Optional.of(Problems.MISDIRECTED);
            }
            return length() > limits.bodyOctets()
                    ? Optional.of(Problems.TOO_LARGE.fact("octets_max", limits.bodyOctets()))
                    : Optional.empty();
        }

        private String name(String host) {
            return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        }

        /** What is said to come; a number too long to be read is too much as well. */
        private long length() {
            var length = wire.getHeader("Content-Length");
            return length == null ? 0 : length.matches("[0-9]{1,15}") ? Long.parseLong(length) : Long.MAX_VALUE;
        }

        private List<String> segments(WebRequest.Head head) {
            var path = head.rawPath();
            if (!path.startsWith("/")) {
                throw new HttpRefusal(Problems.BAD_REQUEST.detail("the path does not begin with /"));
            }
            var segments = new ArrayList<String>();
            for (var segment : Routes.segments(path)) {
                segments.add(Percent.decode(segment, false)
                        .orElseThrow(
                                () -> new HttpRefusal(Problems.BAD_REQUEST.detail("an escape in the path is wrong"))));
            }
            return segments;
        }

        private void noRoute(WebRequest.Head head, Routes.RouteMatch found) {
            if (found.methods().isEmpty()) {
                send(problem(Problems.NOT_FOUND), hasBody());
            } else if (head.method().equals("OPTIONS")) {
                send(WebResponse.empty(NO_CONTENT).with("Allow", String.join(", ", found.methods())), true);
            } else {
                send(routes.problem(Problems.METHOD).with("Allow", String.join(", ", found.methods())), hasBody());
            }
        }

        private boolean hasBody() {
            return length() > 0 || wire.getHeader("Transfer-Encoding") != null;
        }

        private void read(WebRequest.Head head, Routes.RouteMatch found) {
            if ("100-continue".equalsIgnoreCase(wire.getHeader("Expect"))) {
                wire.response().writeContinue();
            }
            timer = vertx.setTimer(limits.bodyWithin().toMillis(), late -> refuse(Problems.TIMEOUT));
            wire.handler(part -> {
                if (!arrived && body.length() + part.length() > limits.bodyOctets()) {
                    refuse(Problems.TOO_LARGE.fact("octets_max", limits.bodyOctets()));
                } else if (!answered.get()) {
                    body.appendBuffer(part);
                }
            });
            wire.endHandler(end -> {
                arrived = true;
                vertx.cancelTimer(timer);
                if (!answered.get()) {
                    var request = new WebRequest(head, found.parameters(), body.getBytes(), limits.fields());
                    handOver(request, found.handler().get(0));
                }
            });
        }

        private void handOver(WebRequest request, Handler handler) {
            timer = vertx.setTimer(limits.answerWithin().toMillis(), late -> send(problem(Problems.LATE), true));
            try {
                aids.answers().execute(() -> answer(request, handler));
            } catch (RejectedExecutionException e) {
                aids.figures().busy.increment();
                LOG.debug("{} is busy", settings.name(), e);
                send(problem(Problems.BUSY), false);
            }
        }

        /** On a thread of the door's own. */
        private void answer(WebRequest request, Handler handler) {
            try {
                var answer = handler.answer(request);
                if (answer instanceof WebResponse response) {
                    later(response);
                } else if (answer instanceof WebAnswer.Later coming) {
                    coming.response().whenComplete((response, fault) -> {
                        if (fault == null) {
                            later(response);
                        } else {
                            failed(request, fault);
                        }
                    });
                }
            } catch (RuntimeException e) {
                failed(request, e);
            } catch (Error e) {
                Threads.died(e);
            }
        }

        private void failed(WebRequest request, Throwable fault) {
            var cause = fault instanceof java.util.concurrent.CompletionException && fault.getCause() != null
                    ? fault.getCause()
                    : fault;
            Threads.check(cause);
            if (cause instanceof HttpRefusal refused) {
                later(problem(refused.problem()));
            } else {
                aids.figures().failed.increment();
                LOG.error("{} {} failed", settings.name(), request, cause);
                later(problem(Problems.FAULT));
            }
        }

        private void later(WebResponse response) {
            loop.runOnContext(now -> send(response, false));
        }

        private WebResponse problem(Problem problem) {
            return routes.problem(problem);
        }

        void fault(RuntimeException e) {
            aids.figures().failed.increment();
            LOG.error("{} failed", settings.name(), e);
            send(problem(Problems.FAULT), true);
        }

        /** Answers without the rest of the request, and hangs up. */
        void refuse(Problem problem) {
            send(problem(problem), true);
        }

        private void send(WebResponse response, boolean hangUp) {
            if (!answered.compareAndSet(false, true) || wire.response().closed()) {
                return;
            }
            vertx.cancelTimer(timer);
            var all = SecurityHeaders.on(response, settings.secure());
            var out = wire.response().setStatusCode(all.status());
            all.headers().forEach(header -> out.headers().add(header.name(), header.value()));
            boolean head = wire.method().name().equals("HEAD");
            boolean bodiless = all.status() == NO_CONTENT || all.status() == NOT_MODIFIED;
            if (!bodiless) {
                out.putHeader("Content-Length", Integer.toString(all.octets().length));
            }
            if (hangUp) {
                out.putHeader("Connection", "close");
                peers.leaving(wire.connection());
            }
            var sent = head || bodiless ? out.end() : out.end(Buffer.buffer(all.octets()));
            var connection = wire.connection();
            sent.onComplete(done -> {
                if (hangUp) {
                    hangUp(connection);
                } else {
                    peers.answered(connection);
                }
            });
        }

        private void hangUp(HttpConnection connection) {
            if (arrived) {
                connection.close();
            } else {
                vertx.setTimer(LINGER_MILLIS, late -> connection.close());
            }
        }
    }
}
