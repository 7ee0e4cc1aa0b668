package cn.smspay.outside.carrier;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.outside.partner.PartnerProgram;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The carrier's customer system: a page on which a person at the carrier changes a subscriber, and the feed of that. Thread-safe. */
public final class Boss implements AutoCloseable {
    private static final int NOT_CONNECTED = 503;
    private static final int OK = 200;
    private static final int BAD = 400;
    private static final String SUBSCRIBERS = "/v1/subscribers/";
    private static final String FORM = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>BOSS（模拟）</title></head><body><main><h1>BOSS（模拟）</h1>%s
            <form method="post" action="/feed">
            <p><label>号码 <input name="number" maxlength="11" value="%s"></label></p>
            <p><label>业务 <select name="act">%s</select></label></p>%s
            <p><button>提交</button></p></form></main></body></html>
            """;

    private final HttpServer server;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile Optional<PartnerProgram> program = Optional.empty();

    /** A field of the form: what is typed into it at first. */
    private enum Field {
        PROVINCE("省份", "HUNAN"),
        BRAND("品牌", "GOTONE"),
        STATUS("状态", "NORMAL"),
        REASON("停机原因", ""),
        TO("新号码", ""),
        LANGUAGE("语言", "zh"),
        ICCID("新SIM卡号", ""),
        NAME("姓名", ""),
        ID_TYPE("证件类型", "ID_CARD"),
        ID_NUMBER("证件号码", "");

        private final String chinese;
        private final String first;

        Field(String chinese, String first) {
            this.chinese = chinese;
            this.first = first;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the carrier tells of a number. */
    public enum News {
        /** New, or with another brand or province. */
        PUT("入网或变更品牌", "", Field.PROVINCE, Field.BRAND),
        STATUS("停开机", "/status", Field.STATUS, Field.REASON),
        CANCEL("销号", "/cancel"),
        REISSUE("号码再启用", "/reissue", Field.PROVINCE, Field.BRAND),
        /** Another person has the number. */
        TRANSFER("过户", "/transfer"),
        /** The person has another number. */
        RENUMBER("改号", "/renumber", Field.TO),
        LANGUAGE("语言", "/language", Field.LANGUAGE),
        SIM_CHANGE("换卡", "/sim-change", Field.ICCID),
        PROFILE("客户资料", "/profile", Field.NAME, Field.ID_TYPE, Field.ID_NUMBER);

        private final String chinese;
        private final String path;
        private final List<Field> fields;

        News(String chinese, String path, Field... fields) {
            this.chinese = chinese;
            this.path = path;
            this.fields = List.of(fields);
        }
    }

    /**
     * Opens the page on loopback.
     *
     * @param port 0 to let the system choose
     * @param random for nonces and keys of requests
     */
    public Boss(int port, Clock clock, RandomGenerator random) throws IOException {
        this.random = random;
        this.clock = clock;
        var routes = new Routes().get("/", request -> page(OK, "", Map.of())).post("/feed", this::feed);
        server = HttpServer.open(HttpSettings.loopback("boss", port), routes, Ticker.system());
    }

    /**
     * Lets it feed.
     *
     * @param door of partners, like {@code http://127.0.0.1:8444}
     * @param secret of the key, in base64
     */
    public void connect(String door, String keyId, Secret secret) {
        program = Optional.of(new PartnerProgram(door, keyId, secret, clock, random));
    }

    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Any request as the carrier's program would make it, signed; empty before it is connected. */
    public Optional<PartnerProgram> program() {
        return program;
    }

    /** Feeds one piece of news. */
    public PartnerProgram.ApiAnswer tell(String number, News news, Map<String, String> values) {
        return program.map(known -> known.send(
                        news == News.PUT ? "PUT" : "POST",
                        SUBSCRIBERS + number + news.path,
                        "boss-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                        body(news, values)))
                .orElseGet(() -> new PartnerProgram.ApiAnswer(NOT_CONNECTED, "not connected"));
    }

    private static String body(News news, Map<String, String> values) {
        var fields = new ArrayList<String>();
        if (news == News.PUT) {
            fields.add("\"operator\":\"CHINA_MOBILE\"");
        }
        for (var field : news.fields) {
            var typed = values.getOrDefault(field.word(), "");
            if (!typed.isEmpty()) {
                fields.add('"' + field.word() + "\":\""
                        + typed.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            }
        }
        return "{" + String.join(",", fields) + "}";
    }

    /** @param typed what stays in the form */
    private static WebResponse page(int status, String said, Map<String, String> typed) {
        var acts = Arrays.stream(News.values())
                .map(news -> "<option value=\"" + news + "\""
                        + (news.name().equals(typed.get("act")) ? " selected" : "") + ">" + news.chinese + "</option>")
                .collect(Collectors.joining());
        var fields = Arrays.stream(Field.values())
                .map(field -> "<p><label>" + field.chinese + " <input name=\"" + field.word() + "\" value=\""
                        + escaped(typed.getOrDefault(field.word(), field.first)) + "\"></label></p>")
                .collect(Collectors.joining());
        return WebResponse.html(
                status,
                String.format(Locale.ROOT, FORM, said, escaped(typed.getOrDefault("number", "")), acts, fields));
    }

    private WebResponse feed(WebRequest request) {
        var form = request.form();
        var typed = new HashMap<String, String>();
        form.names().forEach(name -> typed.put(name, form.text(name)));
        var number = typed.getOrDefault("number", "");
        var news = Arrays.stream(News.values())
                .filter(each -> each.name().equals(typed.get("act")))
                .findFirst();
        if (!number.matches("1[3-9][0-9]{9}") || news.isEmpty()) {
            var wrong = news.isEmpty() ? "请选择业务" : "号码为11位，以13至19开头";
            return page(BAD, "<p role=\"alert\">" + wrong + "</p>", typed);
        }
        var answer = tell(number, news.get(), typed);
        return page(
                OK, "<p role=\"status\">" + answer.status() + "</p><pre>" + escaped(answer.body()) + "</pre>", typed);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public void close() {
        server.close();
    }
}
