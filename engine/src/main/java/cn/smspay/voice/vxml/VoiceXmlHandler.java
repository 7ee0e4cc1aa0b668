package cn.smspay.voice.vxml;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.DATE;
import static io.netty.handler.codec.http.HttpHeaderNames.ETAG;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_MODIFIED_SINCE;
import static io.netty.handler.codec.http.HttpHeaderNames.IF_NONE_MATCH;
import static io.netty.handler.codec.http.HttpHeaderNames.LAST_MODIFIED;
import static io.netty.handler.codec.http.HttpHeaderNames.RETRY_AFTER;
import static io.netty.handler.codec.http.HttpMethod.GET;
import static io.netty.handler.codec.http.HttpMethod.HEAD;
import static io.netty.handler.codec.http.HttpMethod.POST;

import cn.smspay.base.Secret;
import cn.smspay.base.Threads;
import cn.smspay.talk.desk.VoiceInput;
import cn.smspay.voice.call.CallerId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the requests of one connection, one at a time, and answers them. */
final class VoiceXmlHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceXmlHandler.class);
    private static final Pattern SESSION = Pattern.compile("\\P{C}{1,255}");
    /** At most what a turn may ask for; see {@link cn.smspay.talk.desk.VoiceTurn.Collect}. */
    private static final Pattern KEYS = Pattern.compile("[0-9*#]{0,40}");

    private static final int FIELDS_MAX = 16;
    /** Nobody needs to send more requests before the first is answered. */
    private static final int WAITING_MAX = 8;

    private static final String PAGE = "application/voicexml+xml; charset=UTF-8";
    private static final String SOUND = "audio/x-wav";

    private static final byte[] NOTHING = new byte[0];
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;
    private static final int BUSY = 503;

    private final VoiceXmlCalls calls;
    private final Sounds sounds;
    private final VoiceXmlSettings settings;
    private final String peer;

    /** The request that is being answered, then those sent before its answer came. */
    private final Deque<Asked> waiting = new ArrayDeque<>();

    /** What we need of a request; its body may hold a password. */
    private record Asked(
            boolean readable,
            HttpMethod method,
            String uri,
            Secret body,
            String ifNoneMatch,
            String ifModifiedSince,
            boolean keep) {}

    VoiceXmlHandler(VoiceXmlSettings settings, VoiceXmlCalls calls, Sounds sounds, String peer) {
        this.settings = settings;
        this.calls = calls;
        this.sounds = sounds;
        this.peer = peer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var asked = new Asked(
                request.decoderResult().isSuccess(),
                request.method(),
                request.uri(),
                new Secret(request.content().toString(StandardCharsets.UTF_8)),
                request.headers().get(IF_NONE_MATCH, ""),
                request.headers().get(IF_MODIFIED_SINCE, ""),
                HttpUtil.isKeepAlive(request));
        if (waiting.size() >= WAITING_MAX) {
            context.close();
            return;
        }
        waiting.add(asked);
        if (waiting.size() == 1) {
            serve(context, asked);
        }
    }

    private void serve(ChannelHandlerContext context, Asked asked) {
        calls.expire();
        var address = asked.readable ? Form.read(asked.uri, true, FIELDS_MAX) : Optional.<Form>empty();
        if (address.isEmpty()) {
            refuse(context, BAD_REQUEST, asked.readable && asked.keep);
            return;
        }
        var to = address.get();
        if (to.path().equals(VoiceXmlPage.NEXT)) {
            only(context, asked, List.of(POST), () -> answer(context, posted(asked, this::next), asked.keep));
        } else if (to.path().equals(VoiceXmlPage.START)) {
            boolean posted = asked.method.equals(POST);
            only(
                    context,
                    asked,
                    List.of(GET, POST),
                    () -> answer(context, posted ? posted(asked, this::start) : start(to), asked.keep));
        } else {
            only(context, asked, List.of(GET, HEAD), () -> get(context, asked, to.path()));
        }
    }

    private void only(ChannelHandlerContext context, Asked asked, List<HttpMethod> allowed, Runnable work) {
        if (allowed.contains(asked.method)) {
            work.run();
            return;
        }
        var response = response(METHOD_NOT_ALLOWED, "text/plain", NOTHING);
        response.headers()
                .set(
                        ALLOW,
                        String.join(", ", allowed.stream().map(HttpMethod::name).toList()));
        send(context, response, asked.keep);
    }

    private void get(ChannelHandlerContext context, Asked asked, String path) {
        if (path.equals(VoiceXmlPage.ENTRY)) {
            var page = VoiceXmlPage.entry(calls.apology()).getBytes(StandardCharsets.UTF_8);
            send(context, body(asked, response(OK, PAGE, page)), asked.keep);
            return;
        }
        boolean prompt = path.startsWith(VoiceXmlPage.PROMPTS) && path.endsWith(".wav");
        var name = prompt ? path.substring(VoiceXmlPage.PROMPTS.length(), path.length() - ".wav".length()) : "";
        var found = prompt ? sounds.find(name) : Optional.<Sounds.Sound>empty();
        if (found.isEmpty()) {
            refuse(context, NOT_FOUND, asked.keep);
        } else if (sounds.isKnown(found.get(), asked.ifNoneMatch, asked.ifModifiedSince)) {
            send(context, validated(response(NOT_MODIFIED, SOUND, NOTHING), found.get()), asked.keep);
        } else {
            send(context, body(asked, validated(response(OK, SOUND, found.get().bytes()), found.get())), asked.keep);
        }
    }

    private DefaultFullHttpResponse validated(DefaultFullHttpResponse response, Sounds.Sound sound) {
        response.headers().set(ETAG, sound.tag()).set(LAST_MODIFIED, sounds.since());
        return response;
    }

    /** A HEAD is answered like a GET, without the body but with its length. */
    private static DefaultFullHttpResponse body(Asked asked, DefaultFullHttpResponse response) {
        if (asked.method.equals(HEAD)) {
            response.content().clear();
        }
        return response;
    }

    private VoiceXmlCalls.Answer posted(Asked asked, Function<Form, VoiceXmlCalls.Answer> read) {
        return Form.read(asked.body.reveal(), false, FIELDS_MAX).map(read).orElseGet(VoiceXmlCalls.Answer::badRequest);
    }

    private VoiceXmlCalls.Answer start(Form form) {
        var session = form.field("session");
        var dialled = form.field("dialled");
        if (!SESSION.matcher(session).matches() || CallerId.user(dialled).isEmpty()) {
            return VoiceXmlCalls.Answer.badRequest();
        }
        var caller = CallerId.caller(List.of(form.field("caller")), settings.rules());
        return CallerId.dialled(dialled, settings.numbers(), settings.rules())
                .map(ours -> calls.start(session, caller, ours, peer))
                .orElseGet(() -> calls.notOurs(peer));
    }

    private VoiceXmlCalls.Answer next(Form form) {
        var call = form.field("call");
        var turn = form.field("turn");
        var event = form.field("event");
        var input = input(event, form.field("keys"));
        var report = report(event);
        if (!turn.matches("[0-9]{1,6}") || (input.isEmpty() && report.isEmpty())) {
            return VoiceXmlCalls.Answer.badRequest();
        }
        return report.map(told -> calls.report(call, told))
                .orElseGet(() -> calls.next(call, Integer.parseInt(turn), input.orElseThrow()));
    }

    private static Optional<VoiceXmlCalls.Report> report(String event) {
        return switch (event) {
            case "error" -> Optional.of(VoiceXmlCalls.Report.ERROR);
            case "handedover" -> Optional.of(VoiceXmlCalls.Report.HANDED_OVER);
            default -> Optional.empty();
        };
    }

    private static Optional<VoiceInput> input(String event, String keys) {
        return switch (event) {
            case "keys" -> {
                var pressed = VoiceXmlCalls.keys(keys);
                yield KEYS.matcher(pressed.keys().reveal()).matches()
                        ? Optional.of(pressed)
                        : Optional.<VoiceInput>empty();
            }
            // Keys were pressed, but not such as the page asked for: an answer that fits nothing.
            case "nomatch" -> Optional.<VoiceInput>of(VoiceXmlCalls.keys(""));
            case "silence" -> Optional.of(new VoiceInput.Silence());
            case "hangup" -> Optional.of(new VoiceInput.HungUp());
            case "failed" -> Optional.of(new VoiceInput.HandOverFailed());
            default -> Optional.empty();
        };
    }

    private void answer(ChannelHandlerContext context, VoiceXmlCalls.Answer answer, boolean keep) {
        if (answer.isRefused()) {
            refuse(context, answer.refusal(), keep);
            return;
        }
        answer.page()
                .whenComplete((page, failure) -> context.executor().execute(() -> {
                    if (failure != null) {
                        LOG.error("a page could not be written", failure);
                        refuse(context, FAULT, false);
                    } else {
                        send(context, response(OK, PAGE, page.getBytes(StandardCharsets.UTF_8)), keep);
                    }
                }));
    }

    private void refuse(ChannelHandlerContext context, int status, boolean keep) {
        var response = response(status, "text/plain", NOTHING);
        if (status == BUSY || status == TOO_MANY) {
            response.headers().set(RETRY_AFTER, settings.limits().retryAfter().toSeconds());
        }
        send(context, response, keep);
    }

    private DefaultFullHttpResponse response(int status, String type, byte[] body) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(CONTENT_TYPE, type)
                .set(DATE, sounds.date())
                // Pages answer one caller once; recordings are the same for all.
                .set(CACHE_CONTROL, type.equals(SOUND) ? "max-age=3600" : "no-store");
        if (status != NOT_MODIFIED) {
            HttpUtil.setContentLength(response, body.length);
        }
        return response;
    }

    private void send(ChannelHandlerContext context, DefaultFullHttpResponse response, boolean keep) {
        HttpUtil.setKeepAlive(response, keep);
        var sent = context.writeAndFlush(response);
        if (!keep) {
            sent.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        waiting.remove();
        if (!waiting.isEmpty()) {
            // Not from here, lest many requests sent at once nest as deeply.
            context.executor().execute(() -> serve(context, waiting.element()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Threads.check(cause);
        // By its kind alone: the text of an exception of the decoder may hold part of a request.
        LOG.warn(
                "a connection of the voice platform failed with {}",
                cause.getClass().getSimpleName());
        context.close();
    }
}
