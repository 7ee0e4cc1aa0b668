package cn.smspay.sms.smpp;

import cn.smspay.sms.pdu.UnreadablePdu;
import com.cloudhopper.smpp.pdu.DataSmResp;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.UnbindResp;

/** Answers to requests that could not be read. */
public final class ErrorResponses {
    private static final int SUBMIT_SM = 0x04;
    private static final int DELIVER_SM = 0x05;
    private static final int UNBIND = 0x06;
    private static final int ENQUIRE_LINK = 0x15;
    private static final int DATA_SM = 0x103;

    private ErrorResponses() {}

    /** The response that belongs to the command, so that the peer can match it; generic_nack where there is none. */
    public static PduResponse refusing(UnreadablePdu request) {
        var answer = responseTo(request);
        answer.setCommandStatus(request.status());
        answer.setSequenceNumber(request.sequence());
        return answer;
    }

    private static PduResponse responseTo(UnreadablePdu request) {
        return switch (request.commandId()) {
            case SUBMIT_SM -> new SubmitSmResp();
            case DELIVER_SM -> new DeliverSmResp();
            case DATA_SM -> new DataSmResp();
            case UNBIND -> new UnbindResp();
            case ENQUIRE_LINK -> new EnquireLinkResp();
            default -> new GenericNack();
        };
    }
}
