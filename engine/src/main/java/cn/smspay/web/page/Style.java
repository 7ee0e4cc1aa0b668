package cn.smspay.web.page;

import cn.smspay.net.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The style sheets and the mark, which browsers keep for an hour. */
public enum Style {
    SITE("/web/site.css", "text/css; charset=utf-8"),
    DESK("/web/desk.css", "text/css; charset=utf-8"),
    HANDSET("/web/handset.css", "text/css; charset=utf-8"),
    ICON("/web/icon.svg", "image/svg+xml");

    private final String type;
    private final byte[] octets;

    Style(String resource, String type) {
        this.type = type;
        try (var in = Style.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + resource);
            }
            octets = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    public Response response() {
        return Response.of(200, type, octets).with("Cache-Control", "public, max-age=3600");
    }
}
