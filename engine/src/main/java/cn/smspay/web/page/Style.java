package cn.smspay.web.page;

import cn.smspay.net.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The style sheets, which browsers keep for an hour. */
public enum Style {
    SITE("/web/site.css"),
    DESK("/web/desk.css");

    private final byte[] octets;

    Style(String resource) {
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
        return Response.of(200, "text/css; charset=utf-8", octets).with("Cache-Control", "public, max-age=3600");
    }
}
