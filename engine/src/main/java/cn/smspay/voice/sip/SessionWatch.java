package cn.smspay.voice.sip;

import cn.smspay.voice.call.CallResult;
import io.netty.util.concurrent.EventExecutor;
import java.text.ParseException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * The session timer of a call (RFC 4028): refreshes it where that is on us, and gives the call up where the other side does
 * not. Used on the executor of its leg.
 */
final class SessionWatch {
    private final JainLeg leg;
    private final SipMessages messages;
    private final EventExecutor serial;
    private @Nullable Future<?> timer;
    private @Nullable String lastSdp;

    SessionWatch(JainLeg leg, SipMessages messages, EventExecutor serial) {
        this.leg = leg;
        this.messages = messages;
        this.serial = serial;
    }

    /** What we said last of our sound, which a refresh repeats. */
    void described(String sdp) {
        lastSdp = sdp;
    }

    /** Agrees to a timer in a response of ours. */
    void timed(Response response, SessionTimer agreed) throws ParseException {
        response.setHeader(messages.header("Session-Expires", agreed.header()));
        if (!agreed.weRefresh()) {
            response.setHeader(messages.header("Require", "timer"));
        }
        watch(agreed);
    }

    private void watch(SessionTimer agreed) {
        stop();
        timer = serial.schedule(
                () -> {
                    if (agreed.weRefresh()) {
                        leg.guarded(() -> refresh(agreed));
                    } else {
                        leg.lost(CallResult.SESSION_EXPIRED);
                    }
                },
                agreed.wait(agreed.weRefresh()).toSeconds(),
                TimeUnit.SECONDS);
    }

    /** An UPDATE where the other side allows it, else a re-INVITE with what we said last. */
    private void refresh(SessionTimer agreed) throws SipException, ParseException {
        if (!leg.isAnswered()) {
            return;
        }
        boolean update = SipMessages.tags(leg.asked(), "Allow").contains(Request.UPDATE);
        var refresh = leg.request(update ? Request.UPDATE : Request.INVITE);
        refresh.setHeader(messages.contact(leg.asked()));
        refresh.setHeader(messages.header("Supported", "timer"));
        refresh.setHeader(messages.header("Session-Expires", agreed.seconds() + ";refresher=uac"));
        if (!update && lastSdp != null) {
            messages.sdp(refresh, lastSdp);
        }
        leg.send(refresh, status -> {
            if (status == Response.REQUEST_TIMEOUT || status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST) {
                leg.lost(CallResult.SESSION_EXPIRED);
            }
        });
        watch(agreed);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
