package cn.smspay.net.http;

import java.util.List;

/** What every response says to a browser, unless it says something else itself. */
final class SecurityHeaders {
    private static final List<WebResponse.Header> ALWAYS = List.of(
            new WebResponse.Header("Content-Security-Policy", policy("'self'")),
            new WebResponse.Header("X-Content-Type-Options", "nosniff"),
            new WebResponse.Header("X-Frame-Options", "DENY"),
            // Not no-referrer: browsers would then send forms with the origin null.
            new WebResponse.Header("Referrer-Policy", "same-origin"),
            new WebResponse.Header("Cross-Origin-Opener-Policy", "same-origin"),
            new WebResponse.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new WebResponse.Header("Cache-Control", "no-store"));

    /** A year, as browsers' lists want it at least. */
    private static final WebResponse.Header TRANSPORT =
            new WebResponse.Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

    private SecurityHeaders() {}

    static String policy(String formAction) {
        return "default-src 'none'; style-src 'self'; img-src 'self'; form-action " + formAction
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    static WebResponse on(WebResponse response, boolean secure) {
        var all = response;
        for (var header : ALWAYS) {
            all = missing(all, header);
        }
        return secure ? missing(all, TRANSPORT) : all;
    }

    private static WebResponse missing(WebResponse response, WebResponse.Header header) {
        return response.header(header.name()).isPresent() ? response : response.with(header.name(), header.value());
    }
}
