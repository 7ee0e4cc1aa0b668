package cn.smspay.voice.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/**
 * Keeps no SIP message, because keys may be in it. The library makes its own instance, so this class and its constructor
 * are public.
 */
public final class MessageLog implements ServerLogger {
    public MessageLog() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {}

    @Override
    public void logException(Exception cause) {
        new StackLog().logException(cause);
    }

    @Override
    public void closeLogFile() {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}
