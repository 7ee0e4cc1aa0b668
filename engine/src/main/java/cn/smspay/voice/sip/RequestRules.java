package cn.smspay.voice.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What a request must be like before anybody asks what it is about (RFC 3261 8.2). Pure functions. */
final class RequestRules {
    /** Extensions that a request may require of us. We send no provisional responses that would need a PRACK. */
    private static final Set<String> EXTENSIONS = Set.of("timer", "100rel");

    private static final Set<String> METHODS = Set.of(
            Request.INVITE,
            Request.ACK,
            Request.BYE,
            Request.CANCEL,
            Request.OPTIONS,
            Request.INFO,
            Request.UPDATE,
            Request.REGISTER,
            Request.NOTIFY);
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    /** Requests whose body is a description. */
    private static final Set<String> DESCRIBING = Set.of(Request.INVITE, Request.UPDATE);

    private RequestRules() {}

    /** A status of refusal, and the headers that say what would be right. */
    record RefusedRequest(int status, List<Header> headers) {
        private static RefusedRequest of(int status, Header... headers) {
            return new RefusedRequest(status, List.of(headers));
        }
    }

    /** A header of a response. */
    record Header(String name, String value) {}

    /** Whether anybody here knows what a request of this method wants; else it is a 405. */
    static boolean known(String method) {
        return METHODS.contains(method);
    }

    /** Why a request cannot be dealt with, in the order of RFC 3261 8.2. */
    static Optional<RefusedRequest> check(Request request) {
        var method = request.getMethod();
        var scheme = request.getRequestURI().getScheme();
        if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            return Optional.of(RefusedRequest.of(Response.UNSUPPORTED_URI_SCHEME));
        }
        // CANCEL must not be refused for what it requires (RFC 3261 8.2.2.3).
        var unknown = method.equals(Request.CANCEL)
                ? List.<String>of()
                : SipMessages.tags(request, "Require").stream()
                        .filter(tag -> !EXTENSIONS.contains(tag.toLowerCase(Locale.ROOT)))
                        .toList();
        if (!unknown.isEmpty()) {
            return Optional.of(new RefusedRequest(
                    Response.BAD_EXTENSION,
                    unknown.stream().map(tag -> new Header("Unsupported", tag)).toList()));
        }
        return DESCRIBING.contains(method) ? content(request) : Optional.empty();
    }

    /** That the caller lacks extensions which we insist on (RFC 3261 21.4.15). */
    static RefusedRequest wants(List<String> extensions) {
        return new RefusedRequest(
                Response.EXTENSION_REQUIRED,
                extensions.stream().map(tag -> new Header("Require", tag)).toList());
    }

    private static Optional<RefusedRequest> content(Request request) {
        if (SipMessages.body(request).isBlank() || optional(request)) {
            return Optional.empty();
        }
        var encoding = SipMessages.value(request, "Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of(
                    RefusedRequest.of(Response.UNSUPPORTED_MEDIA_TYPE, new Header("Accept-Encoding", "identity")));
        }
        return describes(SipMessages.contentType(request))
                ? Optional.empty()
                : Optional.of(
                        RefusedRequest.of(Response.UNSUPPORTED_MEDIA_TYPE, new Header("Accept", "application/sdp")));
    }

    private static boolean describes(String type) {
        return type.isEmpty() || type.equals("application/sdp") || type.startsWith("multipart/");
    }

    /** The description in a request; empty if there is none, or only a body that need not be understood. */
    static String description(Request request) {
        return describes(SipMessages.contentType(request)) ? SipMessages.body(request) : "";
    }

    private static boolean optional(Request request) {
        return !describes(SipMessages.contentType(request))
                && SipMessages.value(request, "Content-Disposition")
                        .filter(value ->
                                value.toLowerCase(Locale.ROOT).matches(".*;\\s*handling\\s*=\\s*optional\\b.*"))
                        .isPresent();
    }

    /** Whether a request names a dialogue, which must then be there. */
    static boolean withinDialogue(Request request) {
        return ((SIPRequest) request).getToTag() != null;
    }
}
