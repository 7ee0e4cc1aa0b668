package cn.smspay.web.desks;

import cn.smspay.counter.desks.Desks;
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
 * What every page of the staff uses. Thread-safe.
 *
 * @param render where pages are made: not on the threads that answer for the lane
 * @param tokens unguessable words for forms
 */
record DeskSite(
        Desks desks,
        Pages pages,
        Map<Lang, PageWords> words,
        Sessions sessions,
        Clock clock,
        boolean demo,
        Executor render,
        Supplier<String> tokens) {
    static final List<String> BOOKS = List.of("frame", "desk");
}
