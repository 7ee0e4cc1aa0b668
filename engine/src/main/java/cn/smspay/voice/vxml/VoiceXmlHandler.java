package cn.smspay.voice.vxml;

import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Threads;
import cn.smspay.talk.desk.VoiceInput;
import cn.smspay.voice.call.CallerId;
import cn.smspay.voice.call.SpokenVoice;
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
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the requests of one connection, one at a time, and answers them. */
final class VoiceXmlHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceXmlHandler.class);
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._@:-]{1,100}");
    /** A number, bare or in a {@code tel:} or {@code sip:} address. */
    private static final Pattern CALLER = Pattern.compile("(?:tel:|sips?:)?(\\+?[0-9]{1,20})(?:[@;].*)?");
    /** At most what a turn may ask for; see {@link cn.smspay.talk.desk.VoiceTurn.Collect}. */
    private static final Pattern KEYS = Pattern.compile("[0-9*#]{0,40}");

    private static final int FIELDS_MAX = 16;
    /** Nobody needs to send more requests before the first is answered. */
    private static final int WAITING_MAX = 8;

    private static final String PAGE = "application/voicexml+xml; charset=UTF-8";
    private static final String SOUND = "audio/x-wav";

    private final VoiceXmlCalls calls;
    private final SpokenVoice voice;
    private final String peer;

    /** The request that is being answered, then those sent before its answer came. */
    private final Deque<Asked> waiting = new ArrayDeque<>();

    /** What we need of a request; its body may hold a password. */
    private record Asked(boolean readable, HttpMethod method, String uri, Secret body, boolean keep) {}

    VoiceXmlHandler(VoiceXmlCalls calls, SpokenVoice voice, String peer) {
        this.calls = calls;
        this.voice = voice;
        this.peer = peer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var asked = new Asked(
                request.decoderResult().isSuccess(),
                request.method(),
                request.uri(),
                new Secret(request.content().toString(StandardCharsets.UTF_8)),
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
        if (!asked.readable) {
            refuse(context, 400, false);
            return;
        }
        var uri = new QueryStringDecoder(asked.uri, StandardCharsets.UTF_8, true, FIELDS_MAX);
        boolean next = uri.path().equals(VoiceXmlPage.NEXT);
        if (!asked.method.equals(next ? HttpMethod.POST : HttpMethod.GET)) {
            refuse(context, 405, asked.keep);
        } else if (next) {
            answer(context, next(asked.body.reveal()), asked.keep);
        } else {
            get(context, uri, asked.keep);
        }
    }

    private void get(ChannelHandlerContext context, QueryStringDecoder uri, boolean keep) {
        if (uri.path().equals(VoiceXmlPage.ENTRY)) {
            send(context, 200, PAGE, VoiceXmlPage.entry().getBytes(StandardCharsets.UTF_8), keep);
        } else if (uri.path().equals(VoiceXmlPage.START)) {
            answer(context, start(uri), keep);
        } else if (uri.path().startsWith(VoiceXmlPage.PROMPTS) && uri.path().endsWith(".wav")) {
            var name = uri.path()
                    .substring(VoiceXmlPage.PROMPTS.length(), uri.path().length() - ".wav".length());
            voice.wav(name)
                    .ifPresentOrElse(sound -> send(context, 200, SOUND, sound, keep), () -> refuse(context, 404, keep));
        } else {
            refuse(context, 404, keep);
        }
    }

    private VoiceXmlCalls.Answer start(QueryStringDecoder uri) {
        var session = field(uri.parameters(), "session");
        var dialled = number(field(uri.parameters(), "dialled")).map(digits -> digits.replace("+", ""));
        if (!SESSION.matcher(session).matches()
                || dialled.filter(digits -> digits.length() >= 3).isEmpty()) {
            return VoiceXmlCalls.Answer.refused(VoiceXmlCalls.Refusal.BAD_REQUEST);
        }
        var caller =
                number(field(uri.parameters(), "caller")).map(CallerId::usual).orElse("");
        return calls.start(session, caller, new ServiceNumber(dialled.get()), peer);
    }

    private static Optional<String> number(String text) {
        var matcher = CALLER.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private VoiceXmlCalls.Answer next(String body) {
        var form = new QueryStringDecoder(body, StandardCharsets.UTF_8, false, FIELDS_MAX).parameters();
        var turn = field(form, "turn");
        var input = input(field(form, "event"), field(form, "keys"));
        if (!turn.matches("[0-9]{1,6}") || input.isEmpty()) {
            return VoiceXmlCalls.Answer.refused(VoiceXmlCalls.Refusal.BAD_REQUEST);
        }
        return calls.next(field(form, "call"), Integer.parseInt(turn), input.get());
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
            default -> Optional.empty();
        };
    }

    private static String field(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).get(0);
    }

    private void answer(ChannelHandlerContext context, VoiceXmlCalls.Answer answer, boolean keep) {
        if (answer.refusal().isPresent()) {
            refuse(context, answer.refusal().get().status, keep);
            return;
        }
        answer.page()
                .whenComplete((page, failure) -> context.executor().execute(() -> {
                    if (failure != null) {
                        LOG.error("a page could not be written", failure);
                        refuse(context, 500, false);
                    } else {
                        send(context, 200, PAGE, page.getBytes(StandardCharsets.UTF_8), keep);
                    }
                }));
    }

    private void refuse(ChannelHandlerContext context, int status, boolean keep) {
        send(context, status, "text/plain", new byte[0], keep);
    }

    private void send(ChannelHandlerContext context, int status, String type, byte[] body, boolean keep) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(CONTENT_TYPE, type);
        // Pages answer one caller once; recordings are the same for all.
        response.headers().set(CACHE_CONTROL, type.equals(SOUND) ? "max-age=3600" : "no-store");
        HttpUtil.setContentLength(response, body.length);
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
