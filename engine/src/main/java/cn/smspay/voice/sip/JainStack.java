package cn.smspay.voice.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.util.Properties;
import javax.net.ssl.SSLServerSocketFactory;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP library, set up our way. */
final class JainStack extends SipStackImpl {
    private static final Logger LOG = LoggerFactory.getLogger(JainStack.class);
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    private static final int TRANSACTIONS_MAX = 100_000;
    /** Room for a message of {@link SipScreen#LENGTH_MAX} whose short header names have been written out. */
    private static final int MESSAGE_MAX = 2 * SipScreen.LENGTH_MAX;

    JainStack(String name, Gate gate, GatedNetwork network) throws PeerUnavailableException {
        super(properties(name));
        networkLayer = network;
        network.setSipStack(this);
        sipMessageValves.add(new Valve(gate));
        setMessageParserFactory(stack -> new SenderMatching());
    }

    private static Properties properties(String name) {
        var properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        nist(properties, "STACK_LOGGER", StackLog.class.getName());
        nist(properties, "SERVER_LOGGER", MessageLog.class.getName());
        nist(properties, "LOG_MESSAGE_CONTENT", "false");
        // With more threads the datagrams of one call overtake each other: a key the ACK before it, which is then
        // refused.
        nist(properties, "THREAD_POOL_SIZE", "1");
        nist(properties, "TCP_POST_PARSING_THREAD_POOL_SIZE", "4");
        nist(properties, "REENTRANT_LISTENER", "true");
        // Signalling must not push sound aside.
        nist(properties, "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        nist(properties, "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(RECEIVE_BUFFER));
        nist(properties, "MAX_MESSAGE_SIZE", Integer.toString(MESSAGE_MAX));
        nist(properties, "MAX_SERVER_TRANSACTIONS", Integer.toString(TRANSACTIONS_MAX));
        nist(properties, "CONNECTION_TIMEOUT", "3000");
        nist(properties, "READ_TIMEOUT", "10000");
        nist(properties, "DELIVER_UNSOLICITED_NOTIFY", "true");
        // The library's own list of ciphers is from before TLS 1.2; the runtime's is kept up to date.
        var tls = (SSLServerSocketFactory) SSLServerSocketFactory.getDefault();
        nist(properties, "ENABLED_CIPHER_SUITES", String.join(",", tls.getDefaultCipherSuites()));
        nist(properties, "TLS_CLIENT_PROTOCOLS", "TLSv1.3,TLSv1.2");
        nist(properties, "TLS_CLIENT_AUTH_TYPE", "Disabled");
        return properties;
    }

    private static void nist(Properties properties, String key, String value) {
        properties.setProperty("gov.nist.javax.sip." + key, value);
    }

    /** Where a request of ours goes: where {@link RequestRoute} has seen the peer, else where its addresses say. */
    @Override
    public Hop getNextHop(SIPRequest request) throws SipException {
        return request.getApplicationData() instanceof Hop seen ? seen : super.getNextHop(request);
    }

    /**
     * The gate once more, for connections that were let in before their address was barred; and what the library would
     * drop or believe.
     */
    private final class Valve implements SIPMessageValve {
        private final Gate gate;

        Valve(Gate gate) {
            this.gate = gate;
        }

        @Override
        public boolean processRequest(SIPRequest request, MessageChannel channel) {
            var from = request.getPeerPacketSourceAddress();
            if (from != null && !gate.admits(from)) {
                return false;
            }
            if (isBehind(request)) {
                try {
                    channel.sendMessage(request.createResponse(Response.SERVER_INTERNAL_ERROR));
                } catch (IOException e) {
                    LOG.debug("an answer could not be sent: {}", StackLog.place(e));
                }
                return false;
            }
            return true;
        }

        /** Whether a new request in a dialogue has a lower number than one before (RFC 3261 12.2.2). */
        private boolean isBehind(SIPRequest request) {
            var method = request.getMethod();
            if (method.equals(Request.ACK) || method.equals(Request.CANCEL) || request.getToTag() == null) {
                return false;
            }
            var dialog = getDialog(request.getDialogId(true));
            return dialog != null
                    && dialog.getRemoteSeqNumber() > request.getCSeq().getSeqNumber()
                    && findTransaction(request, true) == null;
        }

        /** A response that belongs to nothing of ours is not looked at: its Contact would get an ACK. */
        @Override
        public boolean processResponse(Response response, MessageChannel channel) {
            var answer = (SIPResponse) response;
            return findTransaction(answer, false) != null || getDialog(answer.getDialogId(false)) != null;
        }

        @Override
        public void init(SipStack stack) {}

        @Override
        public void destroy() {}
    }
}
