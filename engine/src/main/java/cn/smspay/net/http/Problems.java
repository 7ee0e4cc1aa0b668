package cn.smspay.net.http;

import java.util.List;

/** The problems that the protocol itself knows. */
final class Problems {
    static final Problem BAD_REQUEST = Problem.of(400, "bad-request", "请求格式不正确", "The request cannot be read");
    static final Problem NOT_FOUND = Problem.of(404, "not-found", "没有这个地址", "There is nothing at this address");
    static final Problem METHOD = Problem.of(405, "method-not-allowed", "这个地址不支持该方法", "This address does not know that method");
    static final Problem TIMEOUT = Problem.of(408, "request-timeout", "请求发送过慢", "The request took too long to arrive");
    static final Problem TOO_LARGE = Problem.of(413, "body-too-large", "请求内容过大", "The body is too large");
    static final Problem URI = Problem.of(414, "address-too-long", "地址过长", "The address is too long");
    static final Problem MEDIA_TYPE = Problem.of(415, "media-type", "内容类型不正确", "The type of the body is not the one wanted");
    static final Problem MISDIRECTED = Problem.of(421, "misdirected", "主机名不正确", "This host is not served here");
    static final Problem TOO_MANY = Problem.of(429, "too-many-requests", "请求过于频繁", "Too many requests from this address");
    static final Problem HEADERS = Problem.of(431, "headers-too-large", "请求头过大", "The header fields are too large");
    static final Problem FAULT = Problem.of(500, "fault", "系统故障", "A fault of ours");
    static final Problem BUSY = Problem.of(503, "busy", "系统繁忙，请稍后再试", "Too busy, try again later").retryAfter(1);
    static final Problem LATE = Problem.of(503, "no-answer-yet", "处理时间过长，请稍后查询", "It takes too long; ask later what came of it")
            .retryAfter(5);
    static final Problem NOT_OUR_PAGE =
            Problem.of(403, "not-from-our-page", "请从本网站的页面提交", "The form was not sent from a page of ours");
    static final Problem SESSION_OVER =
            Problem.of(403, "session-over", "页面已过期，请重新打开", "The page has expired, open it again");

    static final List<Problem> ALL = List.of(
            BAD_REQUEST,
            NOT_FOUND,
            METHOD,
            TIMEOUT,
            TOO_LARGE,
            URI,
            MEDIA_TYPE,
            MISDIRECTED,
            TOO_MANY,
            HEADERS,
            FAULT,
            BUSY,
            LATE,
            NOT_OUR_PAGE,
            SESSION_OVER);

    private Problems() {}
}
