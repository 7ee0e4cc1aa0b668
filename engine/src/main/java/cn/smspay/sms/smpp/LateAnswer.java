package cn.smspay.sms.smpp;

import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;

/** Told of an answer to a segment whose outcome had been reported as unknown. Called on a network thread; must not block. */
public interface LateAnswer {
    void late(Segment segment, SubmitOutcome outcome);
}
