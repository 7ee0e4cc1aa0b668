package cn.smspay.web.site;

import java.util.regex.Pattern;

/** Where somebody wanted to go before he had to log in: a path of ours, or nowhere. */
final class ReturnPath {
    /** No scheme, no host, no second slash at the start, nothing that a browser would read as one. */
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/_.-]{0,200}");

    private ReturnPath() {}

    static boolean isOurs(String path) {
        return OURS.matcher(path).matches();
    }

    static String asked(Visit visit) {
        var back = visit.query("back");
        return isOurs(back) ? back : "/";
    }

    static String wanted(Visit visit) {
        var back = visit.typed("back");
        return isOurs(back) ? back : "/";
    }
}
