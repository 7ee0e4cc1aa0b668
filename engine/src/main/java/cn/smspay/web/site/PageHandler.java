package cn.smspay.web.site;

import cn.smspay.net.http.WebAnswer;

/** One page act: what a method and path of the site answers. */
@FunctionalInterface
interface PageHandler {
    WebAnswer on(Visit visit);
}
