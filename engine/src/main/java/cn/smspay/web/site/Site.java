package cn.smspay.web.site;

import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every page of the site uses. Thread-safe.
 *
 * @param words of each language
 * @param demo whether numbers and money are not real
 * @param name under which customers know the site, like {@code pay.example.cn}
 * @param agreement version of the agreement in force
 * @param render where pages are made: not on the threads that answer for the lane
 * @param tokens unguessable words for forms
 */
record Site(
        SiteService service,
        Pages pages,
        Map<Lang, PageWords> words,
        Sessions sessions,
        Clock clock,
        boolean demo,
        String name,
        String agreement,
        Executor render,
        Supplier<String> tokens) {
    static final List<String> BOOKS = List.of("frame", "site");

    boolean has(SiteService.Function function) {
        return service.functions().contains(function);
    }
}
