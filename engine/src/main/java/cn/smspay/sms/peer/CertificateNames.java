package cn.smspay.sms.peer;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The DNS names that a certificate speaks for (RFC 6125 §6.4); a star stands for one whole label, the leftmost. */
public record CertificateNames(List<String> dns) {
    /** RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /** The names of this certificate; none if they cannot be read. */
    public static CertificateNames of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> name : all) {
                    if (Integer.valueOf(DNS_NAME).equals(name.get(0))) {
                        names.add(String.valueOf(name.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return new CertificateNames(List.of());
        }
        return new CertificateNames(names);
    }

    /** Whether it is an IP address, as far as its form says. */
    public static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /** Whether one of them speaks for this host. */
    public boolean contain(String host) {
        var wanted = lower(host);
        int dot = wanted.indexOf('.');
        var above = dot > 0 ? "*" + wanted.substring(dot) : wanted;
        return dns.stream().map(CertificateNames::lower).anyMatch(name -> name.equals(wanted) || name.equals(above));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
