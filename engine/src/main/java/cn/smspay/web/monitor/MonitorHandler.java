package cn.smspay.web.monitor;

import cn.smspay.base.Threads;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One connection of a monitor: one question, one answer. */
final class MonitorHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String PLAIN = "text/plain; charset=utf-8";
    /** Without the version a scraper has to guess what it gets. */
    private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";

    private final Executor worker;
    private final Supplier<Door.Health> health;
    private final Supplier<String> figures;

    MonitorHandler(Executor worker, Supplier<Door.Health> health, Supplier<String> figures) {
        this.worker = worker;
        this.health = health;
        this.figures = figures;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            answer(context, response(HttpResponseStatus.BAD_REQUEST, PLAIN, "not a request\n"));
        } else if (!request.method().equals(HttpMethod.GET)) {
            var refused = response(HttpResponseStatus.METHOD_NOT_ALLOWED, PLAIN, "GET only\n");
            refused.headers().set(HttpHeaderNames.ALLOW, "GET");
            answer(context, refused);
        } else {
            var path = new QueryStringDecoder(request.uri()).path();
            worker.execute(Threads.lasting("an answer to a monitor", () -> answer(context, answer(path))));
        }
    }

    private static void answer(ChannelHandlerContext context, FullHttpResponse answer) {
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private FullHttpResponse answer(String path) {
        return switch (path) {
            case "/health" -> {
                var now = health.get();
                yield response(
                        now.serving() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                        PLAIN,
                        now.text() + "\n");
            }
            case "/metrics" -> response(HttpResponseStatus.OK, FIGURES, figures.get());
            default -> response(HttpResponseStatus.NOT_FOUND, PLAIN, "there are /health and /metrics\n");
        };
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, String text) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Threads.check(cause);
        context.close();
    }
}
