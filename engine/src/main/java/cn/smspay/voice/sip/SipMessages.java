package cn.smspay.voice.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.header.Header;
import javax.sip.header.HeaderAddress;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Reads and writes the headers of SIP messages for us. Thread-safe. */
final class SipMessages {
    private static final String ALLOW = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REGISTER, NOTIFY";
    private static final String SERVER = "smspay";

    private final HeaderFactory headers = new HeaderFactoryImpl();
    private final MessageFactory messages = new MessageFactoryImpl();
    private final AddressFactory addresses = new AddressFactoryImpl();
    private final String host;
    private final Ports ports;

    /** Where we listen. */
    record Ports(int udp, int tcp, int tls) {
        int of(String transport) {
            return switch (transport.toLowerCase(java.util.Locale.ROOT)) {
                case "tcp" -> tcp;
                case "tls" -> tls;
                default -> udp;
            };
        }
    }

    /** @param host the address that others reach us by */
    SipMessages(String host, Ports ports) {
        this.host = host;
        this.ports = ports;
    }

    HeaderFactory headers() {
        return headers;
    }

    MessageFactory messages() {
        return messages;
    }

    AddressFactory addresses() {
        return addresses;
    }

    String host() {
        return host;
    }

    /** A response that names this side by {@code tag}. */
    Response response(int status, Request request, String tag) throws ParseException {
        var response = messages.createResponse(status, request);
        var to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (status > Response.TRYING && to.getTag() == null) {
            to.setTag(tag);
        }
        response.setHeader(headers.createHeader("Server", SERVER));
        return response;
    }

    Header allow() throws ParseException {
        return headers.createAllowHeader(ALLOW);
    }

    /** One header with one value; the library makes no lists. */
    Header header(String name, String value) throws ParseException {
        return headers.createHeader(name, value);
    }

    /** Our Contact, reachable by the transport by which this request came. */
    Header contact(Message request) throws ParseException {
        var via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        var transport = via.getTransport().toLowerCase(java.util.Locale.ROOT);
        return header("Contact", "<" + uri(transport) + ">");
    }

    String uri(String transport) {
        return "sip:" + bracketed(host) + ":" + ports.of(transport)
                + (transport.equals("udp") ? "" : ";transport=" + transport);
    }

    /** An address as it stands in URIs and Via. */
    static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** A request that the library has made, which names us as peers reach us, not by the address that we listen on. */
    Request ours(Request made) throws ParseException {
        ((ViaHeader) made.getHeader(ViaHeader.NAME)).setHost(host);
        return made;
    }

    void sdp(Message message, String text) throws ParseException {
        message.setContent(
                text.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
    }

    Header retryAfter(long seconds) throws InvalidArgumentException {
        return headers.createRetryAfterHeader((int) seconds);
    }

    Address address(String uri) throws ParseException {
        return addresses.createAddress("<" + uri + ">");
    }

    /** The value of a header as written, without its name. */
    static Optional<String> value(Message message, String name) {
        var header = message.getHeader(name);
        if (header == null) {
            return Optional.empty();
        }
        var text = header.toString();
        return Optional.of(text.substring(text.indexOf(':') + 1).strip());
    }

    /** The values of all headers of this name, split at commas outside quotes and brackets as the library splits them. */
    static List<String> values(Message message, String name) {
        var values = new ArrayList<String>();
        var all = message.getHeaders(name);
        while (all.hasNext()) {
            var text = all.next().toString();
            values.add(text.substring(text.indexOf(':') + 1).strip());
        }
        return values;
    }

    /** The URIs of all headers of this name, as the library has parsed them; what is no address is none. */
    static List<String> uris(Message message, String name) {
        var uris = new ArrayList<String>();
        var all = message.getHeaders(name);
        while (all.hasNext()) {
            if (all.next() instanceof HeaderAddress header) {
                uris.add("<" + header.getAddress().getURI() + ">");
            }
        }
        return uris;
    }

    /** The option tags in all headers of this name. */
    static List<String> tags(Message message, String name) {
        return values(message, name).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /** The kind of the body, in small letters and without parameters; empty if it is not told. */
    static String contentType(Message message) {
        return value(message, "Content-Type").orElse("").split(";")[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    static String body(Message message) {
        var content = message.getRawContent();
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }
}
