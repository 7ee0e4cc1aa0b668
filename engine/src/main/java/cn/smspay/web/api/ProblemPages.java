package cn.smspay.web.api;

import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pages that the types of problems lead to: what each means and what a developer does about it. */
final class ProblemPages {
    private static final String FRAME = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title></head>
            <body><main>%s</main></body></html>
            """;

    /** By reason: what this door says, and what every door says. */
    private final Map<String, ProblemReasons.ProblemReason> pages = new TreeMap<>(ProblemReasons.pages());

    ProblemPages() {
        Problem.ofEveryDoor()
                .forEach(problem -> pages.putIfAbsent(
                        problem.reason(),
                        new ProblemReasons.ProblemReason(problem.status(), problem.title(), problem.titleEn(), "")));
    }

    void serve(Routes routes) {
        routes.get("/problems", request -> list()).get("/problems/{reason}", this::page);
    }

    private WebResponse list() {
        var items = new StringBuilder("<h1>Problems</h1><ul>");
        pages.forEach((reason, entry) -> items.append(String.format(
                Locale.ROOT,
                "<li><a href=\"/problems/%s\">%s</a> (%d): %s</li>",
                reason,
                reason,
                entry.status(),
                entry.title())));
        return WebResponse.html(String.format(Locale.ROOT, FRAME, "Problems", items.append("</ul>")));
    }

    private WebResponse page(WebRequest request) {
        var reason = request.parameter("reason");
        var entry = pages.get(reason);
        if (entry == null) {
            throw new HttpRefusal(Problem.of(404, "not-found", "没有这个地址", "There is nothing at this address"));
        }
        var text = String.format(
                Locale.ROOT,
                "<h1>%s</h1><p>%s</p><p lang=\"en\">%s. HTTP status %d, reason <code>%s</code>.</p><p lang=\"en\">%s</p>",
                entry.title(),
                entry.title(),
                entry.titleEn(),
                entry.status(),
                reason,
                entry.advice());
        return WebResponse.html(String.format(Locale.ROOT, FRAME, reason, text));
    }
}
