package cn.smspay.net.http;

import java.time.Duration;

/**
 * What strangers may cost a door.
 *
 * @param lineOctets of the longest request line
 * @param headerOctets of all header fields together
 * @param bodyOctets of the largest body
 * @param fields of a form or query
 * @param headerWithin a request's head has arrived by then, from the opening of the connection or the end of the last answer
 * @param bodyWithin its body has arrived by then, counted from the head
 * @param answerWithin the answer has been decided by then
 * @param connections at once; above that the one that has been silent longest goes
 * @param connectionsPerAddress of one peer that is no proxy of ours
 * @param requestsPerMinute of one client address, on average
 * @param burst of them at once
 * @param threads that answer
 * @param waiting requests that may wait for such a thread; above that the door is busy (503)
 */
public record HttpLimits(
        int lineOctets,
        int headerOctets,
        int bodyOctets,
        int fields,
        Duration headerWithin,
        Duration bodyWithin,
        Duration answerWithin,
        int connections,
        int connectionsPerAddress,
        int requestsPerMinute,
        int burst,
        int threads,
        int waiting) {
    /** Enough for people's pages and partners' programs. */
    public static final HttpLimits USUAL = new HttpLimits(
            4096,
            16 * 1024,
            256 * 1024,
            200,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            2000,
            200,
            1200,
            120,
            4,
            500);

    public HttpLimits body(int octets) {
        return new HttpLimits(
                lineOctets,
                headerOctets,
                octets,
                fields,
                headerWithin,
                bodyWithin,
                answerWithin,
                connections,
                connectionsPerAddress,
                requestsPerMinute,
                burst,
                threads,
                waiting);
    }

    public HttpLimits within(Duration header, Duration body, Duration answer) {
        return new HttpLimits(
                lineOctets,
                headerOctets,
                bodyOctets,
                fields,
                header,
                body,
                answer,
                connections,
                connectionsPerAddress,
                requestsPerMinute,
                burst,
                threads,
                waiting);
    }

    public HttpLimits connections(int all, int ofOneAddress) {
        return new HttpLimits(
                lineOctets,
                headerOctets,
                bodyOctets,
                fields,
                headerWithin,
                bodyWithin,
                answerWithin,
                all,
                ofOneAddress,
                requestsPerMinute,
                burst,
                threads,
                waiting);
    }

    public HttpLimits requests(int aMinute, int atOnce) {
        return new HttpLimits(
                lineOctets,
                headerOctets,
                bodyOctets,
                fields,
                headerWithin,
                bodyWithin,
                answerWithin,
                connections,
                connectionsPerAddress,
                aMinute,
                atOnce,
                threads,
                waiting);
    }

    public HttpLimits threads(int answering, int mayWait) {
        return new HttpLimits(
                lineOctets,
                headerOctets,
                bodyOctets,
                fields,
                headerWithin,
                bodyWithin,
                answerWithin,
                connections,
                connectionsPerAddress,
                requestsPerMinute,
                burst,
                answering,
                mayWait);
    }
}
