package cn.smspay.web.page;

import cn.smspay.net.http.WebResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The style sheets and the mark, which browsers keep for an hour. */
public enum Style {
    SITE("text/css; charset=utf-8", "/web/site.css"),
    DESK("text/css; charset=utf-8", "/web/desk.css"),
    /** Of the operator: that of the desks with more behind it. */
    CONSOLE("text/css; charset=utf-8", "/web/desk.css", "/web/console.css"),
    HANDSET("text/css; charset=utf-8", "/web/handset.css"),
    ICON("image/svg+xml", "/web/icon.svg");

    private final String type;
    private final byte[] octets;

    Style(String type, String... resources) {
        this.type = type;
        var all = new ByteArrayOutputStream();
        for (String resource : resources) {
            all.writeBytes(read(resource));
        }
        octets = all.toByteArray();
    }

    private static byte[] read(String resource) {
        try (var in = Style.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    public WebResponse response() {
        return WebResponse.of(200, type, octets).with("Cache-Control", "public, max-age=3600");
    }
}
