package cn.smspay.web.handset;

import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every page of the telephones uses. Thread-safe.
 *
 * @param acts where pages and acts run, one after the other: an act waits until all has come to rest
 */
record HandsetSite(
        DemoPhones phones,
        Pages pages,
        Map<Lang, PageWords> words,
        Sessions sessions,
        Clock clock,
        Executor acts,
        Supplier<String> tokens) {}
