package cn.smspay.outside.carrier;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Request;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Routes;
import cn.smspay.outside.partner.PartnerProgram;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The carrier's customer system: a page on which a person at the carrier changes a subscriber, and the feed of that. Thread-safe. */
public final class Boss implements AutoCloseable {
    private static final int NOT_CONNECTED = 503;
    private static final int BAD = 400;
    private static final String SUBSCRIBERS = "/v1/subscribers/";
    private static final String FORM = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>BOSS</title></head><body><h1>BOSS</h1>%s
            <form method="post" action="/feed">
            <p><label>号码 <input name="number" maxlength="11"></label></p>
            <p><label>业务 <select name="act">%s</select></label></p>
            <p><label>省份 <input name="province" value="HUNAN"></label>
            <label>品牌 <input name="brand" value="GOTONE"></label>
            <label>状态 <input name="status" value="NORMAL"></label>
            <label>原因 <input name="reason"></label></p>
            <p><label>新号码 <input name="to" maxlength="11"></label>
            <label>语言 <input name="language" value="zh"></label></p>
            <p><button>提交</button></p></form></body></html>
            """;

    private final HttpServer server;
    private final Clock clock;
    private volatile Optional<PartnerProgram> program = Optional.empty();

    /** What the carrier tells of a number. */
    public enum News {
        /** New, or with another brand or province. */
        PUT("", "province", "brand"),
        STATUS("/status", "status", "reason"),
        CANCEL("/cancel"),
        REISSUE("/reissue"),
        /** Another person has the number. */
        TRANSFER("/transfer"),
        /** The person has another number. */
        RENUMBER("/renumber", "to"),
        LANGUAGE("/language", "language");

        private final String path;
        private final String[] fields;

        News(String path, String... fields) {
            this.path = path;
            this.fields = fields;
        }
    }

    /**
     * Opens the page on loopback.
     *
     * @param port 0 to let the system choose
     */
    public Boss(int port, Clock clock) throws IOException {
        this.clock = clock;
        var routes = new Routes().get("/", request -> page("")).post("/feed", this::feed);
        server = HttpServer.open(HttpSettings.loopback("boss", port), routes, Ticker.system());
    }

    /**
     * Lets it feed.
     *
     * @param door of partners, like {@code http://127.0.0.1:8444}
     * @param secret of the key, in base64
     */
    public void connect(String door, String keyId, Secret secret) {
        program = Optional.of(new PartnerProgram(door, keyId, secret, clock));
    }

    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Any request as the carrier's program would make it, signed; empty before it is connected. */
    public Optional<PartnerProgram> program() {
        return program;
    }

    /** Feeds one piece of news. */
    public PartnerProgram.Answer tell(String number, News news, Map<String, String> values) {
        return program.map(known -> known.send(
                        news == News.PUT ? "PUT" : "POST",
                        SUBSCRIBERS + number + news.path,
                        "boss-" + UUID.randomUUID(),
                        body(news, values)))
                .orElseGet(() -> new PartnerProgram.Answer(NOT_CONNECTED, "not connected"));
    }

    private static String body(News news, Map<String, String> values) {
        var fields = new LinkedHashMap<String, String>();
        if (news == News.PUT) {
            fields.put("operator", "CHINA_MOBILE");
        }
        for (var name : news.fields) {
            if (!values.getOrDefault(name, "").isEmpty()) {
                fields.put(name, values.get(name));
            }
        }
        return fields.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":\"" + field.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Response page(String said) {
        var acts = new StringBuilder();
        for (var news : News.values()) {
            acts.append("<option>").append(news).append("</option>");
        }
        return Response.html(String.format(Locale.ROOT, FORM, said, acts));
    }

    private Response feed(Request request) {
        var form = request.form();
        var number = form.text("number");
        if (!number.matches("1[3-9][0-9]{9}") || !form.text("act").matches("[A-Z]{3,10}")) {
            return Response.text(BAD, "a number of eleven digits and an act are wanted\n");
        }
        var news = News.valueOf(form.text("act"));
        var values = new LinkedHashMap<String, String>();
        for (var name : news.fields) {
            if (!form.text(name).matches("[0-9A-Za-z_]{0,30}")) {
                return Response.text(BAD, name + " has letters, digits and _ only\n");
            }
            values.put(name, form.text(name));
        }
        var answer = tell(number, news, values);
        return page("<p>" + answer.status() + "</p><pre>" + answer.body().replace("<", "&lt;") + "</pre>");
    }

    @Override
    public void close() {
        server.close();
    }
}
