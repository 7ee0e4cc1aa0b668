package cn.smspay.net.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request, wholly arrived and within the door's limits. Used by one thread. */
public final class WebRequest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Head head;
    private final Map<String, String> parameters;
    private final byte[] body;
    private final int fieldsMax;

    /**
     * What came before the body.
     *
     * @param target as it was sent: path and query, nothing decoded
     * @param client by the proxy rule
     * @param secure whether the client speaks TLS, with us or with a proxy of ours
     */
    record Head(String method, String target, List<WebResponse.Header> headers, InetAddress client, boolean secure) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(WebResponse.Header::value)
                    .findFirst();
        }

        String rawPath() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        String rawQuery() {
            int query = target.indexOf('?');
            return query < 0 ? "" : target.substring(query + 1);
        }
    }

    WebRequest(Head head, Map<String, String> parameters, byte[] body, int fieldsMax) {
        this.head = head;
        this.parameters = parameters;
        this.body = body;
        this.fieldsMax = fieldsMax;
    }

    public String method() {
        return head.method();
    }

    /** Path and query as they were sent, nothing decoded: what signatures are over. */
    public String target() {
        return head.target();
    }

    /** The path as it was sent. */
    public String path() {
        return head.rawPath();
    }

    /** A parameter of the route's path, decoded. */
    public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + '}');
        }
        return value;
    }

    /** The fields of the query; 400 if it cannot be read. */
    public FormFields query() {
        return FormFields.read(head.rawQuery(), fieldsMax);
    }

    /** The fields of a form in the body; 415 if the body is something else. */
    public FormFields form() {
        if (body.length == 0) {
            return FormFields.read("", fieldsMax);
        }
        if (!mediaType().equals(FORM)) {
            throw new HttpRefusal(Problems.MEDIA_TYPE.detail(FORM));
        }
        return FormFields.read(text(), fieldsMax);
    }

    /** The fields of the body, whatever its type is said to be. */
    public FormFields fields() {
        return FormFields.read(text(), fieldsMax);
    }

    /** The first header field of this name, in any case. */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** All header fields of this name. */
    public List<String> headers(String name) {
        return head.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(WebResponse.Header::value)
                .toList();
    }

    /** The type of the body without its parameters, in lower case; empty if none is given. */
    public String mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
    }

    /** A cookie; empty if it is not there, or there twice (then somebody else has set one of them). */
    public Optional<String> cookie(String name) {
        var found = new ArrayList<String>();
        for (var header : headers("Cookie")) {
            for (var pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    found.add(pair.substring(equals + 1).strip());
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The body's octets as they came. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8; 400 if it is none. */
    public String text() {
        return Percent.utf8(body)
                .orElseThrow(() -> new HttpRefusal(Problems.BAD_REQUEST.detail("the body is not UTF-8")));
    }

    /** Who asks; behind a proxy of ours the address that the proxy names. */
    public InetAddress client() {
        return head.client();
    }

    /** Whether the client speaks TLS. */
    public boolean secure() {
        return head.secure();
    }

    /** What the client calls us: scheme, host and port. */
    public String origin() {
        return (secure() ? "https://" : "http://") + header("Host").orElse("");
    }

    @Override
    public String toString() {
        return method() + ' ' + path();
    }
}
