package cn.smspay.net.http;

/**
 * Answers the requests of one route. Runs on a thread of the door's own, which may read the database but should not wait
 * for anything longer; must be thread-safe.
 */
@FunctionalInterface
public interface Handler {
    /** @throws Refused to answer with a problem instead */
    WebAnswer answer(WebRequest request);
}
