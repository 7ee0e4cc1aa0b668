package cn.smspay.net.http;

import java.util.concurrent.CompletionStage;

/** What a handler gives back: a {@link WebResponse}, or one that comes later. */
public sealed interface WebAnswer permits WebResponse, WebAnswer.Later {
    /** A response that somebody else will complete, like the lane; no thread waits for it. */
    record Later(CompletionStage<WebResponse> response) implements WebAnswer {}

    static WebAnswer later(CompletionStage<WebResponse> response) {
        return new Later(response);
    }
}
