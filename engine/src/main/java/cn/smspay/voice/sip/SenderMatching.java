package cn.smspay.voice.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Locale;

/**
 * Reads messages as the library does, but for one thing: a request belongs to the transaction of its branch and of whoever
 * sent it (RFC 3261 17.2.3). The library looks at the branch alone, and two peers may have chosen the same.
 */
final class SenderMatching extends StringMsgParser {
    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] message)
            throws ParseException {
        var read = super.processFirstLine(line, listener, message);
        if (!(read instanceof SIPRequest request)) {
            return read;
        }
        var ours = new SentRequest();
        ours.setRequestLine(request.getRequestLine());
        return ours;
    }

    /** A request that somebody has sent to us. */
    private static final class SentRequest extends SIPRequest {
        private static final long serialVersionUID = 1;

        @Override
        public String getTransactionId() {
            var via = getTopmostVia();
            return via == null || via.getSentBy() == null
                    ? super.getTransactionId()
                    : super.getTransactionId()
                            + '/'
                            + via.getSentBy().toString().toLowerCase(Locale.ROOT);
        }
    }
}
