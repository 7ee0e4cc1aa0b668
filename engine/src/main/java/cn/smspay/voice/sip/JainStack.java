package cn.smspay.voice.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.Properties;
import javax.net.ssl.SSLServerSocketFactory;
import javax.sip.PeerUnavailableException;
import javax.sip.SipStack;
import javax.sip.message.Response;

/** The SIP library, set up our way. */
final class JainStack extends SipStackImpl {
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    private static final int TRANSACTIONS_MAX = 100_000;
    private static final int MESSAGE_MAX = 16 * 1024;

    JainStack(String name, Gate gate, GatedNetwork network) throws PeerUnavailableException {
        super(properties(name));
        networkLayer = network;
        network.setSipStack(this);
        sipMessageValves.add(new Valve(gate));
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

    /** The gate once more, for connections that were let in before their address was barred. */
    private record Valve(Gate gate) implements SIPMessageValve {
        @Override
        public boolean processRequest(SIPRequest request, MessageChannel channel) {
            var from = request.getPeerPacketSourceAddress();
            return from == null || gate.admits(from);
        }

        @Override
        public boolean processResponse(Response response, MessageChannel channel) {
            return true;
        }

        @Override
        public void init(SipStack stack) {}

        @Override
        public void destroy() {}
    }
}
