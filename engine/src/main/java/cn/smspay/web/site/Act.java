package cn.smspay.web.site;

import cn.smspay.net.http.Answer;

/** One page act: what a method and path of the site answers. */
@FunctionalInterface
interface Act {
    Answer on(Visit visit);
}
